package dev.heddle.internal.core;

import java.time.Duration;
import java.util.Locale;

/** Arithmetic of virtual time: nanoseconds in a {@code long}, which end at "never". */
public final class Times {
  /** Virtual time ends before this, after 292 years. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final double NANOS_PER_SECOND = 1e9;

  private Times() {}

  /** The nanoseconds of a duration; at most {@link Long#MAX_VALUE}, 292 years. */
  public static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The sum, or the end of time that it goes beyond. */
  public static long add(long time, long nanos) {
    long sum = time + nanos;
    if (((time ^ sum) & (nanos ^ sum)) < 0) {
      return nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  /** What asyncio logs about a slow step. */
  public static String slow(String who, long nanos) {
    return String.format(
        Locale.ROOT,
        "Executing %s took %.3f seconds",
        who.equals("-") ? "a callback" : who,
        nanos / NANOS_PER_SECOND);
  }
}
