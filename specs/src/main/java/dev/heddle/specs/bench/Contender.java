package dev.heddle.specs.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** A search that is timed beside others, again and again. */
final class Contender {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;

  private final String name;
  private final int schedules;
  private final IntConsumer search;
  private final double[] nanos = new double[ROUNDS];

  /** A search that runs as many schedules as it is told. */
  Contender(String name, int schedules, IntConsumer search) {
    this.name = name;
    this.schedules = schedules;
    this.search = search;
  }

  /** Times all, in turn, so that all see the same machine. */
  static void race(List<Contender> all) {
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Contender each : all) {
        each.run(round);
      }
    }
    all.forEach(each -> Arrays.sort(each.nanos));
  }

  /** Times all, and prints each beside the first. */
  static void printRace(String ratio, List<Contender> all) {
    race(all);
    System.out.printf("%-12s %14s %14s %8s%n", "", "schedules/s", "in best round", ratio);
    for (Contender each : all) {
      System.out.printf(
          "%-12s %,14.0f %,14.0f %8.2f%n",
          each.name(),
          1e9 / each.medianNanos(),
          1e9 / each.bestNanos(),
          all.get(0).medianNanos() / each.medianNanos());
    }
  }

  private void run(int round) {
    long start = System.nanoTime();
    search.accept(schedules);
    if (round >= 0) {
      nanos[round] = (double) (System.nanoTime() - start) / schedules;
    }
  }

  String name() {
    return name;
  }

  int schedules() {
    return schedules;
  }

  /** Of a schedule, in the median round. */
  double medianNanos() {
    return nanos[ROUNDS / 2];
  }

  /** Of a schedule, in the best round. */
  double bestNanos() {
    return nanos[0];
  }
}
