package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The exception that nobody sees of docs/verdicts.md; fails on purpose. */
class Cleaning {
  @HeddleTest
  void everyHour(ScheduledExecutorService timers) throws Exception {
    Queue<String> files = new ArrayDeque<>(List.of("a.tmp", "b.tmp"));
    timers.scheduleAtFixedRate(files::remove, 1, 1, TimeUnit.HOURS);
    Thread.sleep(Duration.ofDays(1));
    assertTrue(files.isEmpty());
  }
}
