package dev.heddle.schedule;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A given number of deviations from the default order, at random decisions: delay bounding, M.
 * Emmi, S. Qadeer, Z. Rakamarić, "Delay-Bounded Scheduling", POPL 2011, sampled.
 *
 * <p>It deviates either at any decision, or at scheduling points only. There a deviation is a
 * preemption, and so the second is preemption bounding: M. Musuvathi, S. Qadeer, "Iterative Context
 * Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007, sampled. Switches where a
 * thread suspends are free in that paper, in any order; here they go in the default order.
 *
 * <p>Deviations: a delay in the paper moves the next task behind all others; here any other option
 * may go instead. The next in line stays so, but for a thread that is preempted: it goes behind all
 * others. The number of decisions is learned, as for {@link Pct}; the first run goes in the default
 * order.
 */
final class DelaySampling implements Policy {
  private static final long NOWHERE = -1;

  private final int delays;

  private final long seed;

  /** Where it may deviate. */
  private final Predicate<Decision> where;

  private SplittableRandom random;

  private final long[] places;

  private final RunLength decisions = new RunLength();

  private long taken;

  private DelaySampling(int delays, Predicate<Decision> where, long seed) {
    this.delays = delays;
    this.where = where;
    this.seed = seed;
    places = new long[delays];
    random = SeededRandom.of(seed, 0);
  }

  /** Deviates at any decision. */
  static DelaySampling anywhere(int delays, long seed) {
    return new DelaySampling(checked("deviations", delays), decision -> true, seed);
  }

  /** Deviates at scheduling points. */
  static DelaySampling atPoints(int preemptions, long seed) {
    return new DelaySampling(checked("preemptions", preemptions), Decision::isAtPoint, seed);
  }

  private static int checked(String what, int number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "The number of " + what + " must not be negative, and is " + number + ".");
    }
    return number;
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    long drawn = decisions.draw(random);
    for (int i = 0; i < delays; i++) {
      places[i] = decisions.isUnknown() ? NOWHERE : random.nextLong(drawn);
    }
    taken = 0;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.size() < 2 || !where.test(decision)) {
      return 0;
    }
    long at = taken++;
    for (long place : places) {
      if (place == at) {
        return 1 + random.nextInt(decision.size() - 1);
      }
    }
    return 0;
  }

  @Override
  public void end() {
    decisions.add(taken);
  }
}
