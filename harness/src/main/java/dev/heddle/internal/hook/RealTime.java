package dev.heddle.internal.hook;

/** The real clock, also for code that runs under a loop: this package is never redirected. */
public final class RealTime {
  private RealTime() {}

  public static long nanoTime() {
    return System.nanoTime();
  }
}
