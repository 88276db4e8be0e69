package dev.heddle.specs.verdicts;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The leak of docs/verdicts.md; fails on purpose. */
class Computing {
  @HeddleTest
  void inAPool() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    pool.submit(() -> 6 * 7).get();
  }
}
