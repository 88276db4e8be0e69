package dev.heddle.schedule;

import java.util.SplittableRandom;

/** Takes every option with the same probability. */
final class RandomWalk implements Policy {
  private final long seed;

  private SplittableRandom random;

  RandomWalk(long seed) {
    this.seed = seed;
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
  }

  @Override
  public int choose(Decision decision) {
    return decision.size() < 2 ? 0 : random.nextInt(decision.size());
  }
}
