package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How often a policy draws what. A share may be wrong by {@value #DEVIATIONS} standard deviations,
 * which a right policy passes for all but one seed in a million.
 */
final class Draws {
  static final int DEVIATIONS = 5;

  /** Schedules that count. */
  static final int NUMBER = 10_000;

  /** Schedules that a policy learns from, before those that count. */
  private static final int LEARNED = 10;

  private Draws() {}

  /** How many of the schedules of a policy have given each run of a program. */
  static Map<String, Integer> counts(Policy policy, Function<Policy, String> program) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < LEARNED + NUMBER; i++) {
      policy.begin(i);
      String run = program.apply(policy);
      if (i >= LEARNED) {
        counts.merge(run, 1, Integer::sum);
      }
    }
    return counts;
  }

  static void assertShare(double expected, Map<String, Integer> counts, String run) {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(
        all * expected,
        counts.getOrDefault(run, 0),
        DEVIATIONS * Math.sqrt(all * expected * (1 - expected)),
        run);
  }
}
