package dev.heddle.internal.testing;

import dev.heddle.explore.Exploration;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The line that a search prints when it has passed, for those who see no report entries. Knows no
 * test framework, and is public for the parts of this extension that serve another one than
 * Jupiter.
 */
@API(status = Status.INTERNAL)
public final class SummaryLine {
  /** The configuration parameter. */
  public static final String PARAMETER = "heddle.summary";

  /** What its values may be. */
  public static final String WANTED = "[line] or [none]";

  private SummaryLine() {}

  /**
   * Whether it is printed, by the value of the parameter.
   *
   * @throws IllegalArgumentException if the value is another one than {@link #WANTED}
   */
  public static boolean isPrinted(Optional<String> parameter) {
    return switch (parameter.map(String::strip).orElse("line")) {
      case "line" -> true;
      case "none" -> false;
      default ->
          throw new IllegalArgumentException(
              "configuration parameter ["
                  + PARAMETER
                  + "] must be "
                  + WANTED
                  + ", and is ["
                  + parameter.get().strip()
                  + "].");
    };
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
