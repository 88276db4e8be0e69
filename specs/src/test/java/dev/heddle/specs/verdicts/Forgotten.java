package dev.heddle.specs.verdicts;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/** The holder that fails of docs/verdicts.md; fails on purpose. */
@SuppressWarnings({"LockNotBeforeTry", "FutureReturnValueIgnored"})
class Forgotten {
  @HeddleTest
  void unlock(ExecutorService pool) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    pool.submit(
        () -> {
          lock.lock();
          int parts = Integer.parseInt("none"); // fails, so that nobody unlocks
          lock.unlock();
          return parts;
        });
    Thread.sleep(1);
    lock.lock();
  }
}
