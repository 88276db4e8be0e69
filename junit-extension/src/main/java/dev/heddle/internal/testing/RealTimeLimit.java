package dev.heddle.internal.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Limits how long something takes in real time, by an interrupt of the calling thread. */
final class RealTimeLimit {
  private RealTimeLimit() {}

  static void call(Duration limit, Runnable action) {
    Thread caller = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread alarm =
        Thread.ofVirtual()
            .name("heddle-limit")
            .start(
                () -> {
                  if (sleeps(limit) && over.compareAndSet(false, true)) {
                    caller.interrupt();
                  }
                });
    try {
      action.run();
    } finally {
      if (!over.compareAndSet(false, true)) {
        forgetInterruptOf(alarm);
      }
      alarm.interrupt();
    }
  }

  /** It has done its work, or is about to come too late. */
  private static void forgetInterruptOf(Thread alarm) {
    while (alarm.isAlive()) {
      Thread.onSpinWait();
    }
    Thread.interrupted();
  }

  private static boolean sleeps(Duration limit) {
    try {
      Thread.sleep(limit);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
