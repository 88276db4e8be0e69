package dev.heddle.specs.readme;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** What docs/exploration.md shows. */
class ExploringTest {
  @HeddleTest(exhaustive = true)
  void closesOnce(ExecutorService pool) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Future<Integer> one = pool.submit(closed::incrementAndGet);
    Future<Integer> other = pool.submit(closed::incrementAndGet);
    one.get();
    other.get();
  }
}
