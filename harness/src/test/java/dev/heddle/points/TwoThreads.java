package dev.heddle.points;

/** Two threads at the same time. */
final class TwoThreads {
  private TwoThreads() {}

  /** Both do the same; returns when both have ended. */
  static void run(Runnable body) throws InterruptedException {
    run(body, body);
  }

  static void run(Runnable first, Runnable second) throws InterruptedException {
    Thread one = new Thread(first);
    Thread other = new Thread(second);
    one.start();
    other.start();
    one.join();
    other.join();
  }
}
