package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Orders of platform threads are explored, shrunk and replayed as those of any other. */
class PlatformThreadsExploredTest {
  /** Plain Java: reads, waits, and writes back; with or without a lock around. */
  private static final class Counter {
    private final ReentrantLock lock = new ReentrantLock();
    private final boolean locked;
    private int value;

    Counter(boolean locked) {
      this.locked = locked;
    }

    Void increment() throws InterruptedException {
      if (locked) {
        lock.lock();
      }
      try {
        int read = value;
        Thread.sleep(1);
        value = read + 1;
        return null;
      } finally {
        if (locked) {
          lock.unlock();
        }
      }
    }
  }

  private static Loop.Body<Integer> program(boolean locked) {
    return loop -> {
      Counter counter = new Counter(locked);
      try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          all.add(pool.submit(counter::increment));
          Thread.sleep(1); // usually the first is through by now
        }
        for (Future<Void> each : all) {
          each.get();
        }
      }
      assertEquals(2, counter.value);
      return counter.value;
    };
  }

  @Test
  void raceIsFoundAndReplayed() {
    Loop.run(program(false)); // the default order alone does not show it

    AssertionError found =
        assertThrows(
            AssertionError.class, () -> Explorer.create().schedules(1000).check(program(false)));
    String report = found.getSuppressed()[0].getMessage();
    assertTrue(report.contains("pool-1-thread-2 reads Counter.value"), report);
    String token = report.replaceFirst("(?s).*(h2\\.[\\w-]+).*", "$1");

    assertThrows(
        AssertionError.class,
        () -> Loop.builder().policy(Policies.replay(Schedule.parse(token))).run(program(false)));
  }

  @Test
  void lockedVersionPassesInEveryOrder() {
    Explorer.create().exhaustive().check(program(true));
  }
}
