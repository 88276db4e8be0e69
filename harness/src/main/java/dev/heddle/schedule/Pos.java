package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * Partial order sampling: X. Yuan, J. Yang, R. Gu, "Partial Order Aware Concurrency Sampling", CAV
 * 2018.
 *
 * <p>Every step that could come next has a random priority of its own, drawn when it becomes
 * possible; the highest goes.
 *
 * <p>Deviation: when a step has gone, the paper draws anew for the pending steps that race with it.
 * Steps do not tell what they touch, so no race is known, and nothing is drawn anew: what the paper
 * calls BasicPOS.
 */
final class Pos implements Policy {
  private final long seed;

  private SplittableRandom random;

  /** The priority of the next step of everybody who was offered and has not gone. */
  private final Priorities priorities = new Priorities();

  Pos(long seed) {
    this.seed = seed;
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    priorities.clear();
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    int best = priorities.highest(decision, random::nextDouble);
    priorities.forget(decision.id(best));
    return best;
  }
}
