package dev.heddle.internal.testing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one main task run at a time. JUnit goes on while a test that has timed out in a thread of
 * its own still runs.
 */
final class MainTaskLock {
  private static final long GRACE_SECONDS = 1;

  private final ReentrantLock lock = new ReentrantLock();

  /** Who holds the lock. */
  private volatile @Nullable Thread holder;

  /** Takes it from a holder that JUnit has given up: its loop ends by the second interrupt. */
  void take() throws InterruptedException {
    while (!lock.tryLock(GRACE_SECONDS, TimeUnit.SECONDS)) {
      Thread overdue = holder;
      if (overdue != null) {
        overdue.interrupt();
      }
    }
    holder = Thread.currentThread();
  }

  /** Takes it as soon as its holder passes it. */
  void await() throws InterruptedException {
    lock.lockInterruptibly();
    holder = Thread.currentThread();
  }

  /** Passes it to the next one. */
  void pass() {
    holder = null;
    lock.unlock();
  }
}
