package dev.heddle.internal.engine;

import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.LivelockError;
import java.time.Duration;

/**
 * How far virtual time may go. It never comes to its end, after 292 years: who waits for longer
 * waits without limit.
 */
final class TimeLimit {
  private static final String REMEDY =
      "A run that really takes so long needs a larger one: Loop.builder().timeLimit(...), or in a"
          + " test @HeddleTest(timeLimit = ...).";

  private static final String END_REMEDY =
      "Look at what the steps wait for, and who was to bring that about.";

  /** Only who has let many years pass comes here; before that, what never comes is a deadlock. */
  private static final long LAST_CENTURY = Times.NEVER - 3_155_760_000_000_000_000L;

  private final VirtualTime time;

  private final Duration given;

  private final RunVerdict verdict;

  private final Livelocks livelocks;

  /** Beyond this virtual time the run has failed. */
  private long limit;

  /** Somebody waits beyond the end of time, since that is near. */
  private boolean over;

  TimeLimit(VirtualTime time, Duration given, RunVerdict verdict, Livelocks livelocks) {
    this.time = time;
    this.given = given;
    this.verdict = verdict;
    this.livelocks = livelocks;
    limit = Times.nanos(given);
  }

  /** For the clean-up: time may come so far. */
  void set(long newLimit) {
    limit = newLimit;
  }

  /** Time is about to move on to {@code newTime}: fails if it may not. */
  void check(long newTime) {
    if (newTime > limit) {
      throw verdict.orThrow(
          () ->
              livelocks.of(
                  "virtual time would go beyond its limit of "
                      + Trace.time(given)
                      + ", and the run has not ended.",
                  REMEDY));
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

  /** Whether nothing is due any more since time ends. */
  boolean isOver() {
    return over;
  }

  LivelockError atEnd() {
    return livelocks.of(
        "virtual time has come to its end, after 292 years, and the run has not ended.",
        END_REMEDY);
  }
}
