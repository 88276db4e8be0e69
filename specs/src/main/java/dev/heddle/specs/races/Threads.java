package dev.heddle.specs.races;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs bodies at the same time, each on a thread of its own. */
final class Threads {
  /** What one thread does. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private Threads() {}

  /** Starts a thread for each body, waits until all have ended, and throws what failed first. */
  static void runAll(Body... bodies) throws Exception {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    List<Thread> threads =
        Arrays.stream(bodies).map(body -> new Thread(() -> run(body, failure))).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Exception first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  private static void run(Body body, AtomicReference<@Nullable Exception> failure) {
    try {
      body.run();
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }
}
