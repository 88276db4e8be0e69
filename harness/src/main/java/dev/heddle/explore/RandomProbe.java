package dev.heddle.explore;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import java.util.SplittableRandom;

/** A random path down the tree of schedules within a bound, for {@link Estimate}. */
final class RandomProbe implements Policy {
  private final SplittableRandom random;

  /** How many deviations are still allowed. */
  private int deviations;

  /** The product of the numbers of options so far. */
  private double product = 1;

  RandomProbe(long seed, int bound) {
    random = new SplittableRandom(seed);
    deviations = bound;
  }

  @Override
  public int choose(Decision decision) {
    if (deviations == 0 || decision.size() < 2) {
      return 0;
    }
    product *= decision.size();
    int option = random.nextInt(decision.size());
    deviations -= option > 0 ? 1 : 0;
    return option;
  }

  double product() {
    return product;
  }
}
