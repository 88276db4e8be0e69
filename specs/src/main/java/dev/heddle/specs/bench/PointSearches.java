package dev.heddle.specs.bench;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Prints what a search with points costs: three threads that do {@code count++} seven times each,
 * and nothing else, beside {@link BareCounter}; and the heap over a million schedules.
 */
public final class PointSearches {
  /** Of the program. */
  static final int THREADS = 3;

  /** How often each of them counts. */
  static final int TIMES = 7;

  private static final int SCHEDULES = 20_000;

  private PointSearches() {}

  private static final class Counter {
    int count;
  }

  /** Argument: which of counter and memory; both if there is none. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    for (String each : args.length > 0 ? List.of(args) : List.of("counter", "memory")) {
      switch (each) {
        case "counter" -> counter();
        case "memory" -> memory();
        default -> throw new IllegalArgumentException("There is no part [" + each + "].");
      }
    }
  }

  private static Loop.Body<Integer> program() {
    return loop -> {
      Counter counter = new Counter();
      CountDownLatch done = new CountDownLatch(THREADS);
      for (int k = 0; k < THREADS; k++) {
        Thread.startVirtualThread(() -> count(counter, done));
      }
      done.await();
      return counter.count;
    };
  }

  private static void count(Counter counter, CountDownLatch done) {
    for (int i = 0; i < TIMES; i++) {
      counter.count++;
    }
    done.countDown();
  }

  private static void counter() {
    List<Contender> all = new ArrayList<>();
    all.add(new Contender("bare", SCHEDULES, BareCounter::run));
    for (String policy : List.of("random", "pct", "pos", "surw", "rff", "portfolio", "fifo")) {
      Explorer explorer = Explorer.create().policy(policy);
      all.add(
          new Contender(policy, SCHEDULES, number -> explorer.schedules(number).check(program())));
    }
    Contender.printRace("of bare", all);
  }

  private static void memory() {
    Memory.printOf(Explorer.create().points(PointLevel.VOLATILE), program());
  }
}
