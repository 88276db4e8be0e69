package dev.heddle.internal.engine;

import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Remedy;
import java.time.Duration;

/**
 * How far virtual time may go. Time ends after 292 years; a wait that would last longer lasts for
 * ever.
 */
final class TimeLimit {
  private static final String REMEDY =
      "If the run really takes that long, allow more time: Loop.builder().timeLimit(...).";

  private static final String END_REMEDY =
      "Look at what the steps wait for, and at which thread should bring that about.";

  /** A run that waits beyond the end of time is a deadlock before this, and at the end after it. */
  private static final long LAST_CENTURY = Times.NEVER - 3_155_760_000_000_000_000L;

  private final VirtualTime time;

  private final Duration given;

  private final RunVerdict verdict;

  private final Livelocks livelocks;

  /** A run that goes beyond this virtual time fails. */
  private long limit;

  /** A wait goes beyond the end of time, which is near. */
  private boolean over;

  TimeLimit(VirtualTime time, Duration given, RunVerdict verdict, Livelocks livelocks) {
    this.time = time;
    this.given = given;
    this.verdict = verdict;
    this.livelocks = livelocks;
    limit = Times.nanos(given);
  }

  /** Sets another limit, for the clean-up. */
  void set(long newLimit) {
    limit = newLimit;
  }

  /** Fails if time may not move to {@code newTime}. */
  void check(long newTime) {
    if (newTime > limit) {
      throw verdict.orThrow(
          () ->
              livelocks.of(
                  "virtual time would go beyond its limit of "
                      + Trace.time(given)
                      + ", and the run has not ended.",
                  REMEDY,
                  Remedy.of("timeLimit")));
    }
  }

  /** The virtual time in so many nanoseconds; fails if that is its end. */
  long after(long nanos) {
    if (!comes(nanos)) {
      throw verdict.orThrow(this::atEnd);
    }
    return time.now + nanos;
  }

  /** When a timer is due; perhaps never. */
  long deadline(long nanos) {
    over |= !comes(nanos) && time.now > LAST_CENTURY;
    return Times.add(time.now, nanos);
  }

  /** Whether so many nanoseconds pass before the end of time. */
  boolean comes(long nanos) {
    return Times.add(time.now, nanos) != Times.NEVER;
  }

  /** Whether a wait goes beyond the end of time, so that it is no timer. */
  boolean isOver() {
    return over;
  }

  LivelockError atEnd() {
    return livelocks.of(
        "virtual time has come to its end, after 292 years, and the run has not ended.",
        END_REMEDY,
        null);
  }
}
