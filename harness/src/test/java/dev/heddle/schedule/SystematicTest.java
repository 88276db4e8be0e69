package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A systematic search runs every schedule once. */
class SystematicTest {
  private static List<String> all(Systematic search, Model model) {
    List<String> runs = new ArrayList<>();
    while (search.next()) {
      runs.add(model.run(search));
    }
    return runs;
  }

  /** All interleavings of independent tasks, as many as the multinomial coefficient says. */
  @ParameterizedTest
  @CsvSource({"3, 2, 90", "2, 5, 252", "4, 2, 2520", "1, 7, 1", "5, 1, 120"})
  void countsExactly(int tasks, int steps, int expected) {
    int[] model = new int[tasks];
    java.util.Arrays.fill(model, steps);
    Systematic search = Systematic.everything();
    List<String> runs = all(search, new Model(model));
    assertEquals(expected, runs.size());
    assertEquals(expected, new HashSet<>(runs).size());
    assertTrue(search.isComplete());
  }

  /** Within a bound: those schedules, of all there are, that deviate so often at most. */
  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "9"})
  void withinABound(int bound) {
    Model model = new Model(2, 2, 2);
    List<String> expected = new ArrayList<>();
    Systematic everything = Systematic.everything();
    while (everything.next()) {
      int[] deviations = new int[1];
      String run =
          model.run(
              decision -> {
                int option = everything.choose(decision);
                deviations[0] += option > 0 ? 1 : 0;
                return option;
              });
      if (deviations[0] <= bound) {
        expected.add(run);
      }
    }
    List<String> runs = all(Systematic.maxDeviations(bound), model);
    assertEquals(expected.size(), runs.size());
    assertEquals(new HashSet<>(expected), new HashSet<>(runs));
  }

  /** However a search is split, its parts together run everything once. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "7"})
  void partsMakeTheWhole(int runsBetweenSplits) {
    Model model = new Model(2, 2, 3);
    List<String> runs = new ArrayList<>();
    Deque<Systematic> parts = new ArrayDeque<>(List.of(Systematic.everything()));
    while (!parts.isEmpty()) {
      Systematic part = parts.remove();
      for (int run = 1; part.next(); run++) {
        runs.add(model.run(part));
        Systematic half = run % runsBetweenSplits == 0 ? part.split() : null;
        if (half != null) {
          parts.add(half);
        }
      }
    }
    assertEquals(210, runs.size());
    assertEquals(210, new HashSet<>(runs).size());
  }

  /** A search of which nothing is left gives nothing away. */
  @Test
  void nothingToSplit() {
    Systematic search = Systematic.everything();
    search.next();
    new Model(1).run(search);
    assertEquals(null, search.split());
    assertFalse(search.next());
  }

  /** A program that offers something else after the same decisions is found out. */
  @Test
  void changingProgram() {
    Systematic search = Systematic.everything();
    search.next();
    new Model(2, 2).run(search);
    search.next();
    assertTrue(
        assertThrows(DivergedException.class, () -> new Model(2, 2, 2).run(search))
            .getMessage()
            .startsWith("At decision 0 the program offers something else than in the run before"));
  }

  /** So is one that ends before it has taken the decisions that it was to repeat. */
  @Test
  void programThatEndsEarly() {
    Systematic search = Systematic.everything();
    search.next();
    new Model(3, 3).run(search);
    search.next();
    assertEquals(
        "The program ended after 0 decisions, and the run before, which took the same, went on to"
            + " another: it is not deterministic.",
        assertThrows(DivergedException.class, () -> new Model(3).run(search)).getMessage());
  }

  /** So is one that offers others, as many as before, whose ids have the same polynomial. */
  @Test
  void otherIds() {
    Systematic search = Systematic.everything();
    search.next();
    search.choose(new Model.Offer(0, List.of(0, 31)));
    search.choose(new Model.Offer(1, List.of(0, 31)));
    search.next();
    assertThrows(DivergedException.class, () -> search.choose(new Model.Offer(0, List.of(1, 0))));
  }
}
