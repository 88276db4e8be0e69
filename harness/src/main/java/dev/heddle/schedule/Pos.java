package dev.heddle.schedule;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Partial order sampling: X. Yuan, J. Yang, R. Gu, "Partial Order Aware Concurrency Sampling", CAV
 * 2018.
 *
 * <p>Every step that could come next has a random priority of its own, drawn when it becomes
 * possible; the highest goes. Then the pending steps that race with it draw anew.
 *
 * <p>Deviation: what a step does is known of threads at scheduling points, and of these only. All
 * other steps race with nothing here, and keep their priority until they go. Where no access is
 * known at all this is what the paper calls BasicPOS.
 */
final class Pos implements Policy {
  private final long seed;

  private SplittableRandom random;

  /** What may go only if all others may not, either. */
  private final Predicate<Access> heldBack;

  /** The priority of the next step of everybody who was offered and has not gone. */
  private final Priorities priorities = new Priorities(() -> random.nextDouble());

  Pos(long seed) {
    this(seed, access -> false);
  }

  Pos(long seed, Predicate<Access> heldBack) {
    this.seed = seed;
    this.heldBack = heldBack;
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
    int best = priorities.highest(decision, heldBack);
    priorities.forget(decision.id(best));
    Access gone = decision.access(best);
    if (gone != null) {
      forgetRacing(decision, best, gone);
    }
    return best;
  }

  private void forgetRacing(Decision decision, int best, Access gone) {
    for (int option = 0; option < decision.size(); option++) {
      Access pending = option == best ? null : decision.access(option);
      if (pending != null && gone.conflictsWith(pending)) {
        priorities.forget(decision.id(option));
      }
    }
  }
}
