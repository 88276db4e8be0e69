package dev.heddle.explore;

import java.time.Duration;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * How far an exploration is. Told after 10 seconds of real time, and then whenever it has run twice
 * as long as the last time, so that a log of hours has a dozen lines.
 *
 * @param schedules how many were run
 * @param distinct about how many different ones
 * @param elapsed real time since the beginning
 * @param estimate for an exhaustive search, how many there may be; otherwise null
 * @param left about how long it will take; null if nothing says so
 */
@API(status = Status.EXPERIMENTAL)
public record Progress(
    long schedules,
    long distinct,
    Duration elapsed,
    @Nullable Estimate estimate,
    @Nullable Duration left) {
  private static final double MILLIS = 1000;

  /** How many schedules a second. */
  public double perSecond() {
    return schedules * MILLIS / Math.max(1, elapsed.toMillis());
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d schedules (about %,d distinct) in %d s, %,.0f a second%s%s",
        schedules,
        distinct,
        elapsed.toSeconds(),
        perSecond(),
        estimate == null ? "" : "; there are " + estimate.words(schedules),
        left == null ? "" : "; about " + left.toSeconds() + " s left");
  }
}
