package dev.heddle.internal.core;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Shows a watchdog in another thread, in real time, whether a loop makes progress; and lets the
 * watchdog give the loop up.
 */
public final class Heartbeat {
  /** Counts steps. */
  private final AtomicLong progress = new AtomicLong();

  /** The carrier waits in real time for another thread. */
  private volatile boolean resting;

  /** Why the run was given up; null if it was not. */
  private volatile @Nullable Throwable abandoned;

  // ---- the loop's side --------------------------------------------------------------------

  /** The loop takes one step more. */
  public void countStep() {
    progress.lazySet(progress.getPlain() + 1);
  }

  public void rests(boolean now) {
    resting = now;
  }

  /** Fails if the run was given up: then nothing may run any more. */
  public void checkNotAbandoned() {
    Throwable reason = abandoned;
    if (reason != null) {
      throw SneakyThrow.rethrow(reason);
    }
  }

  // ---- the watchdog's side ----------------------------------------------------------------

  /** A number that changes with every step. */
  public long progress() {
    return progress.get();
  }

  public boolean isResting() {
    return resting;
  }

  /** Gives the run up: the carrier stops when its present step ends. */
  public void abandon(Throwable reason) {
    abandoned = reason;
  }
}
