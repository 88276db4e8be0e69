package dev.heddle.schedule;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and the number of the schedule alone. */
final class SeededRandom {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private SeededRandom() {}

  static SplittableRandom of(long seed, long schedule) {
    return new SplittableRandom((seed ^ GOLDEN) * GOLDEN + schedule);
  }
}
