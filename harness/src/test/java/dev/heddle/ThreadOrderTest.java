package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Executors interrupt their threads in the order of creation, not of addresses or hashes. */
class ThreadOrderTest {
  private static final int RUNS = 20;
  private static final int THREADS = 5;
  private static final List<String> BY_CREATION = List.of("1", "2", "3", "4", "5");

  /** The threads that are interrupted by {@code end} while all of them sleep, in that order. */
  private static List<String> interrupted(
      Function<ThreadFactory, ExecutorService> pools, Consumer<ExecutorService> end) {
    return Loop.run(
        loop -> {
          List<String> names = new ArrayList<>();
          try (ExecutorService pool = pools.apply(Thread.ofVirtual().name("", 1).factory())) {
            for (int i = 0; i < THREADS; i++) {
              pool.execute(
                  () -> {
                    try {
                      Thread.sleep(1000);
                    } catch (InterruptedException e) {
                      names.add(Thread.currentThread().getName());
                    }
                  });
            }
            Thread.sleep(500);
            end.accept(pool);
          }
          return names;
        });
  }

  /** A pool that is shut down at once. */
  @Test
  void ofAPool() {
    for (int i = 0; i < RUNS; i++) {
      assertEquals(
          BY_CREATION,
          interrupted(
              threads -> Executors.newFixedThreadPool(THREADS, threads),
              ExecutorService::shutdownNow));
    }
  }

  /** An executor that makes a thread for each task, shut down at once. */
  @Test
  void ofAThreadForEachTask() {
    for (int i = 0; i < RUNS; i++) {
      assertEquals(
          BY_CREATION,
          interrupted(Executors::newThreadPerTaskExecutor, ExecutorService::shutdownNow));
    }
  }

  /** A pool that is closed while its threads are idle: they end in the same order in every run. */
  @Test
  void ofAnIdlePool() {
    String first = traceOfAnIdlePool();
    for (int i = 0; i < RUNS; i++) {
      assertEquals(first, traceOfAnIdlePool());
    }
  }

  private static String traceOfAnIdlePool() {
    return Loop.run(
        loop -> {
          ThreadFactory threads = Thread.ofVirtual().name("", 1).factory();
          try (ExecutorService pool = Executors.newFixedThreadPool(THREADS, threads)) {
            for (int i = 0; i < THREADS; i++) {
              pool.execute(() -> {});
            }
            Thread.sleep(500);
          }
          return loop.trace().toString();
        });
  }
}
