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
 * <p>Deviations. The number of steps is learned, in place of a bound that is given: that of the
 * longest run so far in half of the schedules, and in the others that of the run before, which is
 * worth more where some runs wait in loops. The number of tasks need not be known, because the
 * priorities at the start are random fractions. Change points are drawn independently, as in the
 * paper, so two may coincide; the later one then counts. Nobody knows the depth of a bug
 * beforehand, so it can be drawn for each schedule, from {@value #LEAST_DEPTH} to {@value
 * #MOST_DEPTH}.
 */
final class Pct implements Policy {
  /** A bug of depth 1 shows without a change, and with changes too. */
  private static final int LEAST_DEPTH = 2;

  /** Few bugs are deeper, says the paper, and the probability falls with each change. */
  private static final int MOST_DEPTH = 5;

  private final int leastDepth;

  private final int mostDepth;

  private final long seed;

  /** The depth of this schedule. */
  private int depth;

  private SplittableRandom random;

  private final Priorities priorities = new Priorities(() -> depth + random.nextDouble());

  /** The step at which the priority {@code index + 1} is given, as far as the depth goes. */
  private final long[] changes;

  private final RunLength length = new RunLength();

  private long steps;

  private Pct(int leastDepth, int mostDepth, long seed) {
    this.leastDepth = leastDepth;
    this.mostDepth = mostDepth;
    this.seed = seed;
    depth = leastDepth;
    changes = new long[mostDepth - 1];
    random = SeededRandom.of(seed, 0);
  }

  static Pct ofDepth(int depth, long seed) {
    if (depth < 1) {
      throw new IllegalArgumentException(
          "The depth of PCT must be positive, and is " + depth + ": 1 has no change of priority.");
    }
    return new Pct(depth, depth, seed);
  }

  /** Draws the depth of each schedule. */
  static Pct ofDrawnDepth(long seed) {
    return new Pct(LEAST_DEPTH, MOST_DEPTH, seed);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    priorities.clear();
    steps = 0;
    depth = leastDepth == mostDepth ? leastDepth : random.nextInt(leastDepth, mostDepth + 1);
    long drawn = length.draw(random);
    for (int i = 0; i < depth - 1; i++) {
      changes[i] = random.nextLong(drawn);
    }
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    int best = priorities.highest(decision);
    for (int i = 0; i < depth - 1; i++) {
      if (changes[i] == steps) {
        priorities.set(decision.id(best), i + 1);
      }
    }
    steps++;
    return best;
  }

  @Override
  public void end() {
    length.add(steps);
  }
}
