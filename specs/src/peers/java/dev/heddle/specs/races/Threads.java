package dev.heddle.specs.races;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * In front of the class of this name when Lincheck runs the races: on JDK 25, Lincheck 3.7 takes
 * what only a Runnable given to Thread's constructor refers to for not shared.
 */
final class Threads {
  /** What one thread does. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private static final class Runner extends Thread {
    private final Body body;
    private final AtomicReference<@Nullable Exception> failure;

    Runner(Body body, AtomicReference<@Nullable Exception> failure) {
      this.body = body;
      this.failure = failure;
    }

    @Override
    public void run() {
      try {
        body.run();
      } catch (Exception e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  private Threads() {}

  /** Starts a thread for each body, waits until all have ended, and throws what failed first. */
  static void runAll(Body... bodies) throws Exception {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    List<Runner> threads = Arrays.stream(bodies).map(body -> new Runner(body, failure)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Exception first = failure.get();
    if (first != null) {
      throw first;
    }
  }
}
