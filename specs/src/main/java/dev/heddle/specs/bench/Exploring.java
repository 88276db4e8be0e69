package dev.heddle.specs.bench;

import dev.heddle.Loop;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints what a search costs: schedules a second of three tasks that take 7 steps each, beside
 * {@link BareSearch}; two carriers beside one; the heap over a million schedules; and the cost of a
 * step in programs of 10 to 10,000. Not with JMH: its unit would be a whole search.
 */
public final class Exploring {
  private static final int TASKS = 3;
  private static final int STEPS = 7;
  private static final int SCHEDULES = 20_000;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;
  private static final int MANY = 1_000_000;
  private static final int LINEAR_STEPS = 4_000_000;
  private static final int LINEAR_ROUNDS = 5;

  private static final AtomicLong RUNS = new AtomicLong();

  private Exploring() {}

  /** Arguments: which of search, carriers, linear and memory; all if there are none. */
  public static void main(String[] args) {
    List<String> wanted =
        args.length == 0 ? List.of("search", "carriers", "linear", "memory") : List.of(args);
    if (wanted.contains("search")) {
      search();
    }
    if (wanted.contains("carriers")) {
      carriers();
    }
    if (wanted.contains("linear")) {
      linear();
    }
    if (wanted.contains("memory")) {
      memory();
    }
  }

  // ---- the program ------------------------------------------------------------------------

  /** Three tasks of so many steps each, and a main one that waits for them. */
  static Loop.Body<String> program(int steps) {
    return loop -> {
      CountDownLatch done = new CountDownLatch(TASKS);
      for (int k = 0; k < TASKS; k++) {
        Thread.startVirtualThread(() -> steps(steps, done));
      }
      done.await();
      return "";
    };
  }

  @SuppressWarnings("ThreadPriorityCheck") // the subject
  static void steps(int steps, CountDownLatch done) {
    for (int i = 1; i < steps; i++) {
      Thread.yield();
    }
    done.countDown();
  }

  // ---- schedules a second -----------------------------------------------------------------

  private static void search() {
    List<Contender> all = new ArrayList<>();
    all.add(new Contender("bare", n -> new BareSearch(TASKS, STEPS).run(n)));
    for (String policy : List.of("random", "pct", "pos", "urw", "portfolio", "fifo")) {
      all.add(heddle(policy, Explorer.create().policy(policy), STEPS));
    }
    all.add(heddle("exhaustive", Explorer.create().exhaustive().acceptIncomplete(true), STEPS));
    race(all, SCHEDULES, ROUNDS);
    System.out.printf(Locale.ROOT, "%-12s %14s %14s %8s%n", "", "best/s", "median/s", "of bare");
    Contender bare = all.get(0);
    for (Contender each : all) {
      System.out.printf(
          Locale.ROOT,
          "%-12s %,14.0f %,14.0f %8.2f%n",
          each.name,
          each.best(),
          each.median(),
          each.median() / bare.median());
    }
  }

  private static void carriers() {
    Contender one = heddle("one carrier", Explorer.create().policy("random"), STEPS);
    Contender two = heddle("two carriers", Explorer.create().policy("random").carriers(2), STEPS);
    race(List.of(one, two), 5 * SCHEDULES, ROUNDS);
    for (Contender each : List.of(one, two)) {
      System.out.printf(
          Locale.ROOT,
          "%-12s %,14.0f %,14.0f %8.2f%n",
          each.name,
          each.best(),
          each.median(),
          each.median() / one.median());
    }
  }

  private static Contender heddle(String name, Explorer explorer, int steps) {
    return new Contender(name, n -> explorer.schedules(n).check(program(steps)));
  }

  /** All in turn, so that all see the same machine. */
  private static void race(List<Contender> all, int schedules, int rounds) {
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Contender each : all) {
        each.run(schedules, round);
      }
    }
  }

  private interface Searching {
    void run(int schedules);
  }

  private static final class Contender {
    final String name;
    private final Searching search;
    private final double[] rates = new double[ROUNDS];

    Contender(String name, Searching search) {
      this.name = name;
      this.search = search;
    }

    void run(int schedules, int round) {
      long start = System.nanoTime();
      search.run(schedules);
      double rate = schedules * 1e9 / (System.nanoTime() - start);
      if (round >= 0) {
        rates[round] = rate;
      }
    }

    double best() {
      return Arrays.stream(rates).max().orElseThrow();
    }

    double median() {
      double[] sorted = rates.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  // ---- the cost of a step -----------------------------------------------------------------

  private static void linear() {
    System.out.printf(
        Locale.ROOT,
        "%-12s %10s %10s %14s %10s%n",
        "",
        "steps",
        "schedules",
        "ns a schedule",
        "ns a step");
    for (String policy : List.of("random", "fifo", "pct", "pos", "urw")) {
      for (int steps : new int[] {10, 100, 1_000, 10_000}) {
        linear(policy, steps);
      }
    }
  }

  private static void linear(String policy, int steps) {
    int schedules = LINEAR_STEPS / 4 / steps;
    double[] nanos = new double[LINEAR_ROUNDS];
    double taken = 0;
    for (int round = -1; round < LINEAR_ROUNDS; round++) {
      Exploration<String> found =
          Explorer.create().policy(policy).schedules(schedules).check(program(steps / TASKS));
      taken = (double) found.steps() / schedules;
      if (round >= 0) {
        nanos[round] = (double) found.elapsed().toNanos() / schedules;
      }
    }
    Arrays.sort(nanos);
    double median = nanos[LINEAR_ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "%-12s %,10.0f %,10d %,14.0f %10.0f%n",
        policy,
        taken,
        schedules,
        median,
        median / taken);
  }

  // ---- memory -----------------------------------------------------------------------------

  private static void memory() {
    System.out.printf(Locale.ROOT, "%-12s %,14d bytes of heap%n", "before", used());
    RUNS.set(0);
    Explorer.create()
        .policy("random")
        .schedules(MANY)
        .check(
            loop -> {
              tell();
              return program(STEPS).run(loop);
            });
    System.out.printf(Locale.ROOT, "%-12s %,14d bytes of heap%n", "after", used());
  }

  private static void tell() {
    long runs = RUNS.incrementAndGet();
    if (runs % (MANY / 10) == 0) {
      System.out.printf(Locale.ROOT, "%-12d %,14d bytes of heap%n", runs, used());
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
