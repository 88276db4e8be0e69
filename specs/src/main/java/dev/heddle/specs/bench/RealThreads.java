package dev.heddle.specs.bench;

import dev.heddle.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Prints what a program of a thread pool, a lock and a queue costs under the loop, beside itself on
 * plain virtual threads and on platform threads. The work is the same, so a step is the same for
 * all: what one of the loop's is.
 */
public final class RealThreads {
  private static final int PRODUCERS = 2;
  private static final int CONSUMERS = 2;
  private static final int ITEMS = 200_000;
  private static final int CAPACITY = 16;

  private RealThreads() {}

  /** Runs each in turn, and prints the medians. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    long steps = stepsOfOneRun();
    ThreadFactory platform = Executors.defaultThreadFactory();
    List<Contender> all =
        List.of(
            new Contender("platform threads", ITEMS, items -> run(items, platform)),
            new Contender("virtual threads", ITEMS, items -> run(items, virtual())),
            new Contender(
                "loop, platform threads",
                ITEMS,
                items -> Loop.run(loop -> run(items, Executors.defaultThreadFactory()))),
            new Contender(
                "loop, virtual threads", ITEMS, items -> Loop.run(loop -> run(items, virtual()))));
    Contender.race(all);
    System.out.printf("%d items, %d steps%n", ITEMS, steps);
    System.out.printf("%-24s %14s %14s%n", "", "steps/s", "of platform");
    double first = all.get(0).medianNanos();
    for (Contender each : all) {
      System.out.printf(
          "%-24s %,14.0f %14.2f%n",
          each.name(), steps * 1e9 / ITEMS / each.medianNanos(), first / each.medianNanos());
    }
  }

  private static ThreadFactory virtual() {
    return Thread.ofVirtual().factory();
  }

  private static long stepsOfOneRun() {
    return Loop.builder()
        .traceLimit(10_000_000)
        .run(
            loop -> {
              run(ITEMS, virtual());
              return (long) loop.trace().steps().size();
            });
  }

  /** Items go through a bounded queue; both sides count under a lock. */
  private static long run(int items, ThreadFactory threads) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);
    Ledger ledger = new Ledger();
    try (ExecutorService pool = Executors.newFixedThreadPool(PRODUCERS + CONSUMERS, threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        all.add(pool.submit(() -> produce(items / PRODUCERS, queue, ledger)));
      }
      for (int i = 0; i < CONSUMERS; i++) {
        all.add(pool.submit(() -> consume(items / CONSUMERS, queue, ledger)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The program failed", e);
    }
    return ledger.sum;
  }

  private static Void produce(int items, BlockingQueue<Integer> queue, Ledger ledger)
      throws InterruptedException {
    for (int i = 0; i < items; i++) {
      ledger.add(1);
      queue.put(i);
    }
    return null;
  }

  private static Void consume(int items, BlockingQueue<Integer> queue, Ledger ledger)
      throws InterruptedException {
    for (int i = 0; i < items; i++) {
      ledger.add(-queue.take());
    }
    return null;
  }

  /** What the lock guards. */
  private static final class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private long sum;

    void add(int amount) {
      lock.lock();
      try {
        sum += amount;
      } finally {
        lock.unlock();
      }
    }
  }
}
