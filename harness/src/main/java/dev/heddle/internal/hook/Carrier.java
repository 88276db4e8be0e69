package dev.heddle.internal.hook;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A platform thread that loops run on, one at a time; managed threads are mounted on it. */
public final class Carrier extends Thread {
  /** Room for deep recursion: a managed thread's frames live on its carrier while it runs. */
  private static final long STACK_BYTES = 64L << 20;

  /**
   * The running loop's view of time for code that runs on the carrier itself; null between.
   * Volatile for who watches.
   */
  volatile @Nullable Scheduler scheduler;

  /** Whether the loop itself waits here (then parking is right). */
  boolean resting;

  public Carrier(Runnable body) {
    super(null, body, "heddle-carrier", STACK_BYTES, false);
    setDaemon(true);
  }

  /** Sets what callbacks on this carrier see; returns what was there before. */
  public @Nullable Scheduler enter(@Nullable Scheduler newScheduler) {
    Scheduler before = scheduler;
    scheduler = newScheduler;
    return before;
  }

  /** What callbacks on this carrier see; null when no loop runs here. */
  public @Nullable Scheduler scheduler() {
    return scheduler;
  }

  /** The loop of the calling carrier waits in real time for a thread outside of it. */
  public void rest(long nanos) {
    resting = true;
    try {
      LockSupport.parkNanos(this, nanos);
    } finally {
      resting = false;
    }
  }
}
