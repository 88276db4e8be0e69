package dev.heddle.specs.bench;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Prints what a search costs: schedules a second of three tasks that take 7 steps each, beside
 * {@link BareSearch}; two threads beside one; the cost of a step in programs of 10 to 10,000; and
 * the heap over a million schedules. Not with JMH: its unit would be a whole search.
 */
public final class Exploring {
  private static final int TASKS = 3;
  private static final int STEPS = 7;
  private static final int SCHEDULES = 20_000;
  private static final int SCHEDULES_OF_CARRIERS = 100_000;
  private static final int STEPS_OF_LINEAR = 500_000;

  private Exploring() {}

  /** Arguments: which of search, threads, linear and memory; all if there are none. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    List<String> wanted =
        args.length > 0 ? List.of(args) : List.of("search", "threads", "linear", "memory");
    for (String each : wanted) {
      switch (each) {
        case "search" -> search();
        case "threads" -> carriers();
        case "linear" -> linear();
        case "memory" -> memory();
        default -> throw new IllegalArgumentException("There is no part [" + each + "].");
      }
    }
  }

  /** What a loop and a search cost by themselves; {@link PointSearches} adds points. */
  private static Explorer withoutPoints() {
    return Explorer.create().points(PointLevel.NONE);
  }

  // ---- the program ------------------------------------------------------------------------

  /** Tasks of so many steps each, and a main one that waits for them. */
  private static Loop.Body<String> program(int steps) {
    return loop -> {
      CountDownLatch done = new CountDownLatch(TASKS);
      for (int k = 0; k < TASKS; k++) {
        Thread.startVirtualThread(() -> steps(steps, done));
      }
      done.await();
      return "";
    };
  }

  /** What one of the tasks does. */
  @SuppressWarnings("ThreadPriorityCheck") // the subject
  static void steps(int steps, CountDownLatch done) {
    for (int i = 1; i < steps; i++) {
      Thread.yield();
    }
    done.countDown();
  }

  private static Contender contender(String name, Explorer explorer, int schedules, int steps) {
    return new Contender(
        name, schedules, number -> explorer.schedules(number).check(program(steps)));
  }

  // ---- schedules a second -----------------------------------------------------------------

  private static void search() {
    List<Contender> all = new ArrayList<>();
    all.add(new Contender("bare", SCHEDULES, number -> new BareSearch(TASKS, STEPS).run(number)));
    for (String policy : List.of("fifo", "random", "pct", "pos", "urw", "portfolio")) {
      all.add(contender(policy, withoutPoints().policy(policy), SCHEDULES, STEPS));
    }
    Explorer exhaustive = withoutPoints().exhaustive().acceptIncomplete(true);
    all.add(contender("exhaustive", exhaustive, SCHEDULES, STEPS));
    Contender.printRace("of bare", all);
  }

  private static void carriers() {
    Explorer one = withoutPoints().policy("random");
    Explorer two = withoutPoints().policy("random").threads(2);
    Contender.printRace(
        "of one",
        List.of(
            contender("one carrier", one, SCHEDULES_OF_CARRIERS, STEPS),
            contender("two threads", two, SCHEDULES_OF_CARRIERS, STEPS)));
  }

  // ---- the cost of a step -----------------------------------------------------------------

  private static void linear() {
    List<Contender> all = new ArrayList<>();
    for (String policy : List.of("random", "fifo")) {
      for (int steps = 10; steps <= 10_000; steps *= 10) {
        Explorer explorer = withoutPoints().policy(policy);
        all.add(contender(policy, explorer, STEPS_OF_LINEAR / steps, steps / TASKS));
      }
    }
    Contender.race(all);
    System.out.printf("%-12s %10s %14s %10s%n", "", "steps", "ns a schedule", "ns a step");
    for (Contender each : all) {
      int steps = STEPS_OF_LINEAR / each.schedules();
      double nanos = each.medianNanos();
      System.out.printf("%-12s %,10d %,14.0f %,10.0f%n", each.name(), steps, nanos, nanos / steps);
    }
  }

  // ---- memory -----------------------------------------------------------------------------

  private static void memory() {
    Memory.printOf(withoutPoints(), program(STEPS));
  }
}
