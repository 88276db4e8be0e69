package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads that a callback starts are the loop's, as those of a managed thread are. */
class CallbackThreadsTest {
  private static final int RUNS = 100;

  /** A delayed executor submits in a callback, here to an executor of virtual threads. */
  @Test
  void delayedExecutor() {
    for (int run = 0; run < RUNS; run++) {
      assertEquals(
          Duration.ofHours(3),
          Loop.run(
              loop -> {
                try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                  CompletableFuture.runAsync(
                          CallbackThreadsTest::sleepForAnHour,
                          CompletableFuture.delayedExecutor(2, TimeUnit.HOURS, pool))
                      .get();
                }
                return loop.time();
              }));
    }
  }

  private static void sleepForAnHour() {
    try {
      Thread.sleep(Duration.ofHours(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** They go in the order in which they are started, whichever way. */
  @Test
  void goInTheOrderOfTheirStart() {
    for (int run = 0; run < RUNS; run++) {
      List<String> log = new ArrayList<>();
      Loop.run(
          loop -> {
            loop.callSoon(
                () -> {
                  Thread.startVirtualThread(() -> log.add("first"));
                  Thread.ofVirtual().start(() -> log.add("second"));
                  Thread later = Thread.ofVirtual().unstarted(() -> log.add("fourth"));
                  new Thread(() -> log.add("third")).start();
                  later.start();
                });
            Thread.sleep(1);
          });
      assertEquals(List.of("first", "second", "third", "fourth"), log);
    }
  }

  /** One that is started when the loop is over is an ordinary thread. */
  @Test
  void outlivesTheLoop() throws Exception {
    List<Thread> made = new ArrayList<>();
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          loop.callSoon(() -> made.add(Thread.ofVirtual().unstarted(() -> log.add("ran"))));
          Thread.sleep(1);
        });
    made.get(0).start();
    made.get(0).join();
    assertEquals(List.of("ran"), log);
  }
}
