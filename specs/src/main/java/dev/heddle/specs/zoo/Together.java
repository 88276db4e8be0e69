package dev.heddle.specs.zoo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Several bodies at the same time, as a test of concurrent code has them. */
final class Together {
  /** What one thread does. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private final CountDownLatch running;

  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private Together(int bodies) {
    running = new CountDownLatch(bodies);
  }

  /** Runs each body on a virtual thread, waits for all, and throws what failed first. */
  static void run(Body... bodies) throws Exception {
    Together all = new Together(bodies.length);
    for (Body body : bodies) {
      Thread.startVirtualThread(() -> all.runOne(body));
    }
    all.running.await();
    Exception failure = all.failure.get();
    if (failure != null) {
      throw failure;
    }
  }

  private void runOne(Body body) {
    try {
      body.run();
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    } finally {
      running.countDown();
    }
  }

  /** Fails unless a number is what it has to be. */
  static void check(String what, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalStateException(what + " must be " + expected + ", not " + actual + ".");
    }
  }
}
