package dev.heddle.specs.verdicts;

import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;

/** How the programs of the tables are written: in plain Java, with named threads. */
final class Stuck {
  private Stuck() {}

  /** A program under test; it is the main task, {@code main}. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  /** Starts a thread that is no task. */
  static Thread start(String name, Body body) {
    return Thread.ofVirtual().name(name).start(() -> call(body));
  }

  static void join(Thread... threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** For bodies of functional interfaces that throw nothing. */
  static void call(Body body) {
    try {
      body.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Callable<Void> callable(Body body) {
    return () -> {
      body.run();
      return null;
    };
  }

  /** The threads of a pool: {@code NAME-1}, {@code NAME-2} … */
  static ThreadFactory threads(String name) {
    return Thread.ofVirtual().name(name + "-", 1).factory();
  }
}
