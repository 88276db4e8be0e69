package dev.heddle.specs.verdicts;

import dev.heddle.junit.HeddleTest;
import dev.heddle.testing.StepLimit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/** The livelock of docs/verdicts.md; fails on purpose. */
class Polling {
  @HeddleTest
  @StepLimit(10_000)
  void untilTheServerIsUp(ExecutorService pool) throws Exception {
    AtomicBoolean up = new AtomicBoolean();
    pool.submit(() -> up.compareAndSet(true, true)); // meant: (false, true)
    while (!up.get()) {
      Thread.sleep(100);
    }
  }
}
