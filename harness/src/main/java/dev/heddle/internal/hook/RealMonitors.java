package dev.heddle.internal.hook;

/** Monitors as the JVM has them, also for code that runs under a loop. */
@SuppressWarnings({"NakedNotify", "NotifyNotInSynchronized"}) // the caller's, redirected
public final class RealMonitors {
  private RealMonitors() {}

  /** {@code Object.notify}. */
  public static void notifyOne(Object monitor) {
    monitor.notify();
  }

  /** {@code Object.notifyAll}. */
  public static void notifyAll(Object monitor) {
    monitor.notifyAll();
  }
}
