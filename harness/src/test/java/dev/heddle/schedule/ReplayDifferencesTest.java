package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Schedule.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A replay tells the first difference, and goes on as far as the program offers it. */
class ReplayDifferencesTest {
  /** The schedule of a program that draws values of these sizes, and draws these. */
  private static Schedule schedule(int[] sizes, int[] chosen) {
    DecisionLog log = new DecisionLog();
    for (int i = 0; i < sizes.length; i++) {
      log.add(new Model.Values(sizes[i]), chosen[i]);
    }
    return log.schedule();
  }

  private final List<String> told = new ArrayList<>();

  private List<Integer> lenient(Schedule schedule, int... sizes) {
    Policy policy = Policies.lenientReplay(schedule, told::add);
    policy.begin(0);
    List<Integer> chosen = new ArrayList<>();
    for (int size : sizes) {
      chosen.add(policy.choose(new Model.Values(size)));
    }
    policy.end();
    return chosen;
  }

  /** A later difference does not take the place of the first. */
  @Test
  void theFirstDifferenceIsTold() {
    Schedule schedule = schedule(new int[] {4, 5, 6}, new int[] {3, 4, 5});
    assertEquals(
        List.of(3, 2, 1, 0),
        lenient(schedule(new int[] {4, 3, 2}, new int[] {3, 2, 1}), 4, 3, 2, 9));
    assertTrue(told.get(0).contains("ends after 3 decisions, and the program offers one more: 9"));
    assertEquals(List.of(3, 4, 5, 0, 0), lenient(schedule, 4, 9, 7, 8, 2));
    assertTrue(told.get(1).contains("At decision 1 the schedule takes option 4 of 5"), told.get(1));
    assertTrue(told.get(1).endsWith("1 of its 3 deviations matched before that."), told.get(1));
  }

  /** An option that is not offered any more gives way to the first. */
  @Test
  void anOptionThatIsGone() {
    Schedule schedule = schedule(new int[] {5, 5, 5}, new int[] {2, 3, 4});
    assertEquals(List.of(0, 0, 4), lenient(schedule, 2, 3, 5));
    assertEquals(List.of(2, 3, 4), lenient(schedule, 3, 4, 5));
  }

  /**
   * A run that ends before, or offers something else after the last deviation, is told at its end.
   */
  @Test
  void atTheEnd() {
    Schedule schedule = schedule(new int[] {3, 3, 3}, new int[] {1, 0, 0});
    lenient(schedule, 3, 3);
    assertTrue(
        told.get(0).contains("The schedule has 3 decisions, and the program took 2."), told.get(0));
    assertTrue(told.get(0).endsWith("1 of its 1 deviations matched before that."), told.get(0));
    lenient(schedule, 3, 3, 4);
    assertTrue(
        told.get(1).contains("What the program offered after the last deviation is something"),
        told.get(1));
    lenient(schedule, 3, 3, 3);
    assertEquals("All of the schedule matched.", told.get(2));
  }

  /** Decisions without a choice are no part of a schedule. */
  @Test
  void whatIsNoChoiceIsPassedOver() {
    Schedule schedule = schedule(new int[] {1, 3, 1, 3}, new int[] {0, 1, 0, 2});
    assertEquals(2, schedule.decisions());
    assertEquals(schedule.token(), schedule.toString());
    assertEquals(List.of(1, 0, 0, 2, 0), lenient(schedule, 3, 1, 1, 3, 1));
    assertEquals(List.of("All of the schedule matched."), told);
  }

  /** The same replay can be begun again, and knows nothing of the run before. */
  @Test
  void beginsAnew() {
    Schedule schedule = schedule(new int[] {3, 3}, new int[] {1, 2});
    Policy policy = Policies.lenientReplay(schedule, told::add);
    for (int[] sizes : new int[][] {{3, 2}, {3, 3}, {3}, {3, 3}}) {
      policy.begin(0);
      for (int size : sizes) {
        policy.choose(new Model.Values(size));
      }
      policy.end();
    }
    assertTrue(told.get(0).contains("At decision 1"), told.get(0));
    assertEquals("All of the schedule matched.", told.get(1));
    assertTrue(told.get(2).contains("the program took 1."), told.get(2));
    assertTrue(told.get(2).contains(" 1 of its 2 deviations"), told.get(2));
    assertEquals("All of the schedule matched.", told.get(3));
  }

  /** After it has failed a strict replay takes the default order, and does not fail anew. */
  @Test
  void strictReplayFailsOnce() {
    Policy policy = Policies.replay(schedule(new int[] {3, 3, 3}, new int[] {1, 2, 2}));
    policy.begin(0);
    assertEquals(1, policy.choose(new Model.Values(3)));
    assertThrows(DivergedException.class, () -> policy.choose(new Model.Values(4)));
    assertEquals(0, policy.choose(new Model.Values(3)));
    assertEquals(0, policy.choose(new Model.Values(3)));
    policy.end();
  }

  private static String names(int options) {
    Policy policy = Policies.replay(schedule(new int[0], new int[0]));
    List<Integer> ready = IntStream.range(0, options).boxed().toList();
    return assertThrows(DivergedException.class, () -> policy.choose(new Model.Offer(0, ready)))
        .getMessage();
  }

  /** Ten names are shown, and that there are more. */
  @Test
  void names() {
    assertTrue(names(10).contains("8 = i, 9 = j). 0 of its 0"), names(10));
    assertTrue(names(11).contains("11 (0 = a, "), names(11));
    assertTrue(names(11).contains("9 = j, …). 0 of its 0"), names(11));
  }

  // ---- the log ------------------------------------------------------------------------------

  /** A long run is kept whole, with the place, option, size and check of each deviation. */
  @Test
  void longRuns() {
    for (int length : new int[] {31, 32, 33, 64, 65, 200}) {
      DecisionLog log = new DecisionLog();
      for (int i = 0; i < length; i++) {
        log.add(new Model.Values(2 + i % 5), i % (2 + i % 5));
      }
      assertEquals(length, log.count());
      List<Deviation> deviations = log.schedule().deviations();
      int next = 0;
      for (int i = 0; i < length; i++) {
        assertEquals(i % (2 + i % 5), log.chosen(i));
        if (log.chosen(i) != 0) {
          assertEquals(i, deviations.get(next).at());
          assertEquals(log.chosen(i), deviations.get(next).option());
          assertEquals(2 + i % 5, deviations.get(next++).of());
        }
      }
      assertEquals(next, deviations.size());
    }
  }

  /** A log that was cleared is as good as new. */
  @Test
  void cleared() {
    DecisionLog log = new DecisionLog();
    log.add(new Model.Values(3), 1);
    log.noteOutside("a socket");
    assertEquals("a socket", log.outside());
    Schedule once = log.schedule();
    log.clear();
    assertEquals(null, log.outside());
    assertEquals(0, log.count());
    assertEquals(new DecisionLog().schedule(), log.schedule());
    log.add(new Model.Values(3), 1);
    assertEquals(once, log.schedule());
  }

  /** Offers of a name, as a check of them. */
  private static int check(String name) {
    DecisionLog log = new DecisionLog();
    log.add(Model.named("main", name), 0);
    return log.schedule().check();
  }

  /** Names count without their numbers, letter by letter. */
  @Test
  void numbersInNamesDoNotCount() {
    assertEquals(check("pool-1-thread-1"), check("pool-20-thread-3"));
    assertEquals(check("a0"), check("a9"));
    assertTrue(check("a") != check("b"));
    assertTrue(check("ab") != check("ba"));
    assertTrue(check("a/") != check("a"));
    assertTrue(check("a:") != check("a"));
  }
}
