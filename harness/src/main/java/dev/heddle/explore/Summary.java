package dev.heddle.explore;

import dev.heddle.explore.Exploration.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a search has come to, in a line or two.
 *
 * @param run how many schedules were run
 * @param distinct about how many different ones
 * @param decisions the most that a run has decided
 * @param points the most scheduling points that a run has come to
 * @param bound the most deviations; {@link Integer#MAX_VALUE} if there is no bound
 * @param alone whether the program was seen to have one schedule
 * @param truncated why not all were run; null if all were
 * @param outside what the first run that need not repeat depended on; null if there was none
 * @param estimate of how many schedules there are; null if that was not asked for
 */
record Summary(
    long run,
    long distinct,
    int decisions,
    int points,
    int bound,
    boolean alone,
    @Nullable String truncated,
    @Nullable String outside,
    @Nullable Estimate estimate) {
  /** Of runs that waited for something outside of their loops; what that was follows. */
  static final String NEED_NOT_REPEAT =
      "need not repeat, as they depended on what is outside of the loop (first: ";

  private static final String ONE_SCHEDULE =
      " The program has one schedule: never more than one thread could go on, so there was"
          + " nothing to choose from.";

  String text(Verdict verdict) {
    return switch (verdict) {
      case ALL_PASSED -> allPassed();
      case SAMPLE_PASSED -> samplePassed();
      case INCOMPLETE -> incomplete();
      case FAILED ->
          schedules()
              + within()
              + (run == 1 ? " was run, with a failure" : " were run, with failures")
              + (truncated == null ? "." : "; INCOMPLETE, because " + truncated + "." + more());
    };
  }

  private String allPassed() {
    return (run == 1 ? "" : "All ")
        + schedules()
        + within()
        + " passed"
        + atPoints()
        + "."
        + (decisions == 0 ? ONE_SCHEDULE : "");
  }

  private String samplePassed() {
    return alone
        ? schedules() + " passed." + ONE_SCHEDULE
        : schedules()
            + " passed"
            + (run == 1 ? "" : String.format(Locale.ROOT, ", about %,d of them distinct", distinct))
            + atPoints()
            + (truncated == null ? "" : "; " + truncated)
            + ". This is a sample, not a proof."
            + (outside == null ? "" : " Its runs " + NEED_NOT_REPEAT + outside + ").");
  }

  private String incomplete() {
    return run == 0
        ? "INCOMPLETE: no schedule was run, because " + truncated + "."
        : "INCOMPLETE: "
            + schedules()
            + within()
            + (outside == null
                ? " passed, but not all were run: "
                : " passed, but there may be others: ")
            + truncated
            + "."
            + more();
  }

  private String schedules() {
    return run == 1 ? "1 schedule" : String.format(Locale.ROOT, "%,d schedules", run);
  }

  private String atPoints() {
    return points == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", with up to %,d scheduling %s",
            points,
            points == 1 ? "point" : "points");
  }

  private String within() {
    return bound == Integer.MAX_VALUE
        ? ""
        : " with at most " + bound + (bound == 1 ? " deviation" : " deviations");
  }

  private String more() {
    return estimate == null ? "" : " There are " + estimate.words(run) + ".";
  }
}
