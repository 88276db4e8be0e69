package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * A given number of deviations from the default order, at random decisions: delay bounding, M.
 * Emmi, S. Qadeer, Z. Rakamarić, "Delay-Bounded Scheduling", POPL 2011, sampled.
 *
 * <p>Deviations: a delay in the paper moves the next task behind all others; here any other option
 * may go instead, and the next in line stays so. The number of decisions is learned: the most that
 * a run has had; the first run goes in the default order.
 */
final class DelaySampling implements Policy {
  private static final long NOWHERE = -1;

  private final int delays;
  private final long seed;

  private SplittableRandom random;

  private final long[] places;

  private long decisions;

  private long taken;

  DelaySampling(int delays, long seed) {
    if (delays < 0) {
      throw new IllegalArgumentException(
          "The number of deviations must not be negative, and is " + delays + ".");
    }
    this.delays = delays;
    this.seed = seed;
    places = new long[delays];
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    for (int i = 0; i < delays; i++) {
      places[i] = decisions == 0 ? NOWHERE : random.nextLong(decisions);
    }
    taken = 0;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.size() < 2) {
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
    decisions = Math.max(decisions, Math.max(1, taken));
  }
}
