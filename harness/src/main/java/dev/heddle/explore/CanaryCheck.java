package dev.heddle.explore;

import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.internal.memory.Canary;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure, once in each JVM, that races are found in it at all, before a search says that it has
 * found none: another agent may have undone what ours does to classes.
 */
final class CanaryCheck {
  private static final int SCHEDULES = 100;

  /** Whether it was seen that races are found. Any thread. */
  private static volatile boolean seen;

  private CanaryCheck() {}

  /**
   * Explores a program that has a race.
   *
   * @throws BlindError if the race is not found
   */
  static void require() {
    if (!seen) {
      require(Canary::passes);
      seen = true;
    }
  }

  /** As {@link #require()}, of a program that returns whether its race has not shown. */
  static void require(Callable<Boolean> passes) {
    Exploration<@Nullable Void> exploration =
        Explorer.create()
            .schedules(SCHEDULES)
            .shrinkRuns(1)
            .unchecked()
            .<@Nullable Void>explore(
                loop -> {
                  if (!passes.call()) {
                    throw new IllegalStateException("The race shows, as it should.");
                  }
                  return null;
                });
    if (exploration.verdict() != Verdict.FAILED) {
      throw new BlindError(
          "No schedule failed, but that says nothing: in this JVM, Heddle does not even find the"
              + " race of two threads that run count++. Something undoes its agent's changes to"
              + " classes, probably another Java agent. Put -javaagent with Heddle's jar last on the"
              + " command line, or run the test without the other agents. Or explore only switches"
              + " where threads suspend: @Points(PointLevel.NONE), or"
              + " Explorer.points(PointLevel.NONE).");
    }
  }
}
