package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * Uniform random walk over interleavings: the algorithm URW of H. Zhao, D. Wolff, U. Mathur, A.
 * Roychoudhury, "Selectively Uniform Concurrency Testing", ASPLOS 2025.
 *
 * <p>Everybody goes with a probability in proportion to the steps that are left for him, and for
 * the tasks that he will create. If the counts are right and nobody waits for anybody, every
 * interleaving has the same probability.
 *
 * <p>Deviation: the counts are learned from the schedules before, not from one profiling run; the
 * first is a plain random walk. Where more was taken than was expected, one step counts as left.
 */
final class Urw implements Policy {
  private final long seed;

  private final StepCounts counts = new StepCounts(name -> true);

  private SplittableRandom random;

  Urw(long seed) {
    this.seed = seed;
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    counts.begin();
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    counts.offered(decision);
    int chosen = decision.size() < 2 ? 0 : draw(decision);
    counts.took(decision, chosen);
    return chosen;
  }

  private int draw(Decision decision) {
    long all = 0;
    for (int option = 0; option < decision.size(); option++) {
      all += weight(decision, option);
    }
    long drawn = random.nextLong(all);
    int option = 0;
    for (drawn -= weight(decision, 0); drawn >= 0; drawn -= weight(decision, option)) {
      option++;
    }
    return option;
  }

  private long weight(Decision decision, int option) {
    return Math.max(1, counts.left(decision.id(option)));
  }
}
