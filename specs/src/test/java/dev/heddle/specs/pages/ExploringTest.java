package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What docs/exploration.md shows. */
class ExploringTest {
  /** What is to be closed by the first who says so. */
  static class Resource {
    final AtomicInteger closed = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();

    Void close() {
      lock.lock();
      try {
        return closeCarelessly();
      } finally {
        lock.unlock();
      }
    }

    Void closeCarelessly() {
      if (closed.get() == 0) {
        Thread.yield(); // it takes a while to close
        closed.incrementAndGet();
      }
      return null;
    }
  }

  @HeddleTest(exhaustive = true)
  void closesOnce(ExecutorService pool) throws Exception {
    Resource resource = new Resource();
    Future<Void> one = pool.submit(resource::close);
    Future<Void> other = pool.submit(resource::close);
    one.get();
    other.get();
    assertEquals(1, resource.closed.get());
  }

  static class Careless {
    @HeddleTest(exhaustive = true)
    void closesOnce(ExecutorService pool) throws Exception {
      Resource resource = new Resource();
      Future<Void> one = pool.submit(resource::closeCarelessly);
      Future<Void> other = pool.submit(resource::closeCarelessly);
      one.get();
      other.get();
      assertEquals(1, resource.closed.get());
    }
  }

  /** The same test fails without the lock. */
  @Test
  void closesTwiceWithoutALock() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Careless.class))
        .configurationParameter("heddle.failures", "none")
        .execute()
        .testEvents()
        .assertStatistics(events -> events.started(1).failed(1));
  }
}
