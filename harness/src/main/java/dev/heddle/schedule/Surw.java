package dev.heddle.schedule;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Selectively uniform random walk: the algorithm SURW of H. Zhao, D. Wolff, U. Mathur, A.
 * Roychoudhury, "Selectively Uniform Concurrency Testing", ASPLOS 2025.
 *
 * <p>The order of the steps of interest is drawn uniformly: whose {@linkplain Turn turn} it is to
 * take the next one is drawn in proportion to how many each has left.
 *
 * <p>Deviations: what is of interest is a task, by name, since a step does not tell beforehand what
 * it will touch. Counts are learned as for {@link Urw}. When only others can go, the turn is drawn
 * anew among them.
 */
final class Surw implements Policy, Turn.Interest {
  private final long seed;

  private final StepCounts counts;

  private SplittableRandom random;

  private final Turn turn = new Turn(this);

  Surw(long seed, Predicate<String> tasksOfInterest) {
    this.seed = seed;
    counts = new StepCounts(tasksOfInterest);
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    counts.begin();
    turn.end();
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    counts.offered(decision);
    int chosen = decision.size() < 2 ? 0 : turn.draw(decision, random);
    if (counts.counts(decision, chosen)) {
      turn.end();
    }
    counts.took(decision, chosen);
    return chosen;
  }

  @Override
  public boolean isIn(Decision decision, int option) {
    return counts.counts(decision, option);
  }

  @Override
  public long weight(Decision decision, int option) {
    return counts.counts(decision, option) ? Math.max(1, counts.left(decision.id(option))) : 0;
  }
}
