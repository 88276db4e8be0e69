package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * Probabilistic concurrency testing: S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A
 * Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010, section 3.
 *
 * <p>Who has the highest priority goes. Everybody starts with a random priority of {@code d} or
 * more; there are {@code d - 1} change points among the steps, and whoever takes the step at the
 * {@code i}-th is given priority {@code i}, lower than every one at the start. As in the paper, and
 * unlike peers that put a changed task below all others: a later change can still leave it above an
 * earlier one.
 *
 * <p>Deviations. The number of steps is learned: the longest run so far, in place of a bound that
 * is given. The number of tasks need not be known, because the priorities at the start are random
 * fractions. Change points are drawn independently, as in the paper, so two may coincide; the later
 * one then counts.
 */
final class Pct implements Policy {
  private final int depth;
  private final long seed;

  private SplittableRandom random;

  private final Priorities priorities = new Priorities();

  /** The step at which the priority {@code index + 1} is given. */
  private final long[] changes;

  private long longest = 1;

  private long steps;

  Pct(int depth, long seed) {
    if (depth < 1) {
      throw new IllegalArgumentException(
          "The depth of PCT must be positive, and is " + depth + ": 1 has no change of priority.");
    }
    this.depth = depth;
    this.seed = seed;
    changes = new long[depth - 1];
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    priorities.clear();
    steps = 0;
    for (int i = 0; i < changes.length; i++) {
      changes[i] = random.nextLong(longest);
    }
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    int best = priorities.highest(decision, () -> depth + random.nextDouble());
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] == steps) {
        priorities.set(decision.id(best), i + 1);
      }
    }
    steps++;
    return best;
  }

  @Override
  public void end() {
    longest = Math.max(longest, steps);
  }
}
