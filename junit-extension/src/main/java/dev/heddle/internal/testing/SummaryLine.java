package dev.heddle.internal.testing;

import dev.heddle.explore.Exploration;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The line that a search prints when it has passed, for those who see no report entries. Knows no
 * test framework, and is public for the parts of this extension that serve another one than
 * Jupiter.
 */
@API(status = Status.INTERNAL)
public final class SummaryLine {
  private SummaryLine() {}

  /**
   * Whether it is printed.
   *
   * @param parameters the configuration parameters, by name
   * @throws IllegalArgumentException if the one for it has an illegal value
   */
  public static boolean isPrinted(Function<String, Optional<String>> parameters) {
    return new Parameters(parameters).first(RunSettings.SUMMARY).get(RunSettings.SUMMARY);
  }

  /** Prints what a search has done; a warning if nothing was ever to be decided. */
  public static void print(String test, Exploration<?> passed) {
    print(test, passed.summary(), hadChoice(passed));
  }

  /** Prints a summary, as a warning if nothing was ever to be decided. */
  public static void print(String test, String summary, boolean hadChoice) {
    System.out.println("Heddle: " + (hadChoice ? "" : "warning: ") + test + ": " + summary);
  }

  private static boolean hadChoice(Exploration<?> exploration) {
    return exploration.schedules() == 0
        || exploration.distinct() > 1
        || exploration.outcomes().values().stream().anyMatch(seen -> seen.first().decisions() > 0);
  }
}
