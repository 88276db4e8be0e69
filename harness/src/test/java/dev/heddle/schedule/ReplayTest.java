package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replay takes the decisions of its schedule, and says where the program is another. */
class ReplayTest {
  private static Schedule record(Policy policy, Model model) {
    DecisionLog log = new DecisionLog();
    policy.begin(0);
    model.run(
        decision -> {
          int option = policy.choose(decision);
          log.add(decision, option);
          return option;
        });
    return log.schedule();
  }

  private static final Schedule LIFO = record(Policies.lifo(), new Model(2, 2, 2));

  /** The same program takes the same steps, by its token alone. */
  @Test
  void replays() {
    for (int seed = 0; seed < 200; seed++) {
      Model model = new Model(3, 4, 2, 1);
      Policy random = Policies.random(seed);
      random.begin(seed);
      String run = model.run(random);
      Schedule schedule = Schedule.parse(record(fixed(random, seed), model).token());
      assertEquals(run, model.run(Policies.replay(schedule)));
    }
  }

  private static Policy fixed(Policy policy, long number) {
    return new Policy() {
      @Override
      public void begin(long ignored) {
        policy.begin(number);
      }

      @Override
      public int choose(Decision decision) {
        return policy.choose(decision);
      }
    };
  }

  private static String divergence(Model model) {
    return assertThrows(DivergedException.class, () -> model.run(Policies.replay(LIFO)))
        .getMessage();
  }

  /** A task more is found at the first deviation, with both sides. */
  @Test
  void anotherNumberOfOptions() {
    assertEquals(
        "The program is not the one that schedule "
            + LIFO
            + " was recorded with. At decision 0 the schedule takes option 2 of 3, and the program"
            + " offers, at step 0, 2 (0 = a, 1 = b). 0 of its 4 deviations matched before that."
            + " It has changed since, or the token is of another test. Explore again to get a schedule"
            + " of the program as it is now, or replay what still fits of this one.",
        divergence(new Model(2, 2)));
  }

  /** The same number of others is found too. */
  @Test
  void otherOptions() {
    Policy replay = Policies.replay(LIFO);
    DivergedException e =
        assertThrows(
            DivergedException.class, () -> replay.choose(new Model.Offer(0, List.of(1, 2, 3))));
    assertTrue(
        e.getMessage()
            .contains(
                "What is offered at decision 0, or was between the deviation before and it, is"
                    + " something else: the schedule takes option 2 of 3, and the program offers,"
                    + " at step 0, 3 (0 = b, 1 = c, 2 = d)."),
        e.getMessage());
  }

  /** A program that goes on for longer, or ends before, is found at the end. */
  @Test
  void anotherLength() {
    Schedule documented = record(Policies.fifo(), new Model(2, 2));
    assertTrue(
        assertThrows(
                DivergedException.class, () -> new Model(4, 4).run(Policies.replay(documented)))
            .getMessage()
            .contains("The schedule ends after 3 decisions, and the program offers one more: 2"));
    assertTrue(
        assertThrows(DivergedException.class, () -> new Model(1).run(Policies.replay(documented)))
            .getMessage()
            .contains("The schedule has 3 decisions, and the program took 0."));
  }

  /** What comes after the last deviation is compared at the end. */
  @Test
  void anotherEnd() {
    Schedule documented = record(Policies.fifo(), new Model(2, 1, 1));
    Policy replay = Policies.replay(documented);
    for (int i = 0; i < documented.decisions(); i++) {
      replay.choose(new Model.Offer(i, List.of(7, 8)));
    }
    assertTrue(
        assertThrows(DivergedException.class, replay::end)
            .getMessage()
            .contains("What the program offered after the last deviation is something else."));
  }

  /** What fits is replayed, and how much that was is told. */
  @Test
  void lenient() {
    List<String> told = new ArrayList<>();
    assertEquals("ccbbaa", new Model(2, 2, 2).run(Policies.lenientReplay(LIFO, told::add)));
    assertEquals("ccbcaba", new Model(2, 2, 3).run(Policies.lenientReplay(LIFO, told::add)));
    assertEquals("All of the schedule matched.", told.get(0));
    assertTrue(told.get(1).startsWith("The program is not the one"), told.get(1));
    assertTrue(told.get(1).endsWith("deviations matched before that."), told.get(1));
  }

  /** A schedule is said to be the default order, or is not. */
  @Test
  void defaultOrder() {
    assertTrue(record(Policies.fifo(), new Model(2, 2)).isDefaultOrder());
    assertEquals(false, LIFO.isDefaultOrder());
  }
}
