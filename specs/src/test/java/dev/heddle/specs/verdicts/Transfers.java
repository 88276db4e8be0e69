package dev.heddle.specs.verdicts;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The deadlock of docs/verdicts.md; fails on purpose. */
class Transfers {
  static class Account {
    int balance;

    Void moveTo(Account other, int amount) throws InterruptedException {
      synchronized (this) {
        Thread.sleep(1); // writes a log
        synchronized (other) {
          balance -= amount;
          other.balance += amount;
        }
      }
      return null;
    }
  }

  @HeddleTest
  void bothWays(ExecutorService pool) throws Exception {
    Account mine = new Account();
    Account yours = new Account();
    Future<Void> there = pool.submit(() -> mine.moveTo(yours, 10));
    Future<Void> back = pool.submit(() -> yours.moveTo(mine, 5));
    there.get();
    back.get();
  }
}
