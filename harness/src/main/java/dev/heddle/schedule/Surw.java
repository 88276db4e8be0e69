package dev.heddle.schedule;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Selectively uniform random walk: the algorithm SURW of H. Zhao, D. Wolff, U. Mathur, A.
 * Roychoudhury, "Selectively Uniform Concurrency Testing", ASPLOS 2025.
 *
 * <p>The order of the steps of interest is drawn uniformly: whose turn it is to take the next one
 * is drawn in proportion to how many each has left, and until that is taken, the others may take
 * steps that are of no interest only, each with the same probability.
 *
 * <p>Deviations: what is of interest is a task, by name, since a step does not tell beforehand what
 * it will touch. Counts are learned as for {@link Urw}. When only others can go, the turn is drawn
 * anew among them.
 */
final class Surw implements Policy {
  private static final long NOBODY = Long.MIN_VALUE + 1;

  private final long seed;

  private final StepCounts counts;

  private SplittableRandom random;

  /** Whose turn it is to take the next step of interest. */
  private long intended = NOBODY;

  Surw(long seed, Predicate<String> tasksOfInterest) {
    this.seed = seed;
    counts = new StepCounts(tasksOfInterest);
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    counts.begin();
    intended = NOBODY;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    counts.offered(decision);
    int chosen = decision.size() < 2 ? 0 : draw(decision);
    if (counts.counts(decision, chosen)) {
      intended = NOBODY;
    }
    counts.took(decision, chosen);
    return chosen;
  }

  private int draw(Decision decision) {
    if (intended == NOBODY) {
      intend(decision);
    }
    int allowed = allowed(decision);
    if (allowed == 0) {
      intend(decision);
      allowed = allowed(decision);
    }
    int drawn = random.nextInt(allowed);
    int option = 0;
    while (!isAllowed(decision, option) || drawn-- > 0) {
      option++;
    }
    return option;
  }

  private int allowed(Decision decision) {
    int allowed = 0;
    for (int option = 0; option < decision.size(); option++) {
      allowed += isAllowed(decision, option) ? 1 : 0;
    }
    return allowed;
  }

  private boolean isAllowed(Decision decision, int option) {
    return !counts.counts(decision, option) || decision.id(option) == intended;
  }

  /** Draws the next to take a step of interest, among those who could now. */
  private void intend(Decision decision) {
    long all = 0;
    for (int option = 0; option < decision.size(); option++) {
      all += weight(decision, option);
    }
    long drawn = all == 0 ? 0 : random.nextLong(all);
    for (int option = 0; option < decision.size() && all > 0; option++) {
      drawn -= weight(decision, option);
      if (drawn < 0) {
        intended = decision.id(option);
        return;
      }
    }
  }

  private long weight(Decision decision, int option) {
    return counts.counts(decision, option) ? Math.max(1, counts.left(decision.id(option))) : 0;
  }
}
