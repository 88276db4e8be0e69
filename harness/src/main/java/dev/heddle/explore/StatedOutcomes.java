package dev.heddle.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the outcomes that a search has found with those that were stated. */
final class StatedOutcomes {
  /** How many differences are shown. */
  private static final int LINES = 20;

  private StatedOutcomes() {}

  /**
   * Checks that a program returns the values that are expected, all of them if its search is
   * complete, and never fails.
   */
  static <T> void check(Exploration<T> all, Set<? extends T> expected) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Outcome<T>, Exploration.Seen> seen : all.outcomes().entrySet()) {
      Outcome<T> outcome = seen.getKey();
      if (outcome.isFailure() || !expected.contains(outcome.value())) {
        lines.add("  not expected: " + outcome + ", by schedule " + seen.getValue().first());
      }
    }
    Set<Object> missing = new LinkedHashSet<>(expected);
    missing.removeAll(all.values());
    missing.forEach(value -> lines.add("  never seen:   " + value));
    if (lines.size() > missing.size() || (all.complete() && !lines.isEmpty())) {
      throw new OutcomesError(
          "The outcomes over "
              + all.schedules()
              + " schedules are not those that were stated:\n"
              + shown(lines)
              + (all.complete() ? "" : "\n" + all.summary()));
    }
  }

  private static String shown(List<String> lines) {
    int more = lines.size() - LINES;
    return String.join("\n", lines.subList(0, Math.min(LINES, lines.size())))
        + (more > 0 ? "\n  and " + more + " more" : "");
  }
}
