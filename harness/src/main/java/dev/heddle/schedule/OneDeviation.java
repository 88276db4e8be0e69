package dev.heddle.schedule;

/**
 * Every schedule with one deviation, found by its number alone, so that several threads can share
 * them: what there is to deviate from is learned from a run in the default order. Neighbours in
 * number lie far apart in the run, so that a small share of a long run is spread over it.
 *
 * <p>Scheduling points are learned too, so a later run in the default order may have more decisions
 * than the first. If a run differs from what was learned before it deviates, and when all numbers
 * are used up, the default order is run again; if its decisions have changed, the numbers start
 * over.
 */
final class OneDeviation implements Policy {
  private static final double GOLDEN = 0.6180339887498949;

  /** The sizes of the decisions of the latest run in the default order. */
  private DecisionSizes sizes = new DecisionSizes();

  /** Those of the one before, or of the running one. */
  private DecisionSizes learned = new DecisionSizes();

  /** How many schedules there are; -1 before the run in the default order has ended. */
  private long total = -1;

  /** The running schedule is the default order, to learn from. */
  private boolean learns = true;

  /** The number that it was begun by. */
  private long begunBy;

  /** The default order has other decisions by now. */
  private boolean stale;

  /** The default order was run again, and was as before. */
  private boolean settled;

  /** The numbers below this one deviated from a default order that was another one. */
  private long missed;

  /** Where the running schedule deviates; -1: nowhere. */
  private int place = -1;

  private int option;

  private int taken;

  /** How many schedules with one deviation there are; -1 before the default order has run. */
  long total() {
    return total;
  }

  /**
   * Begins the schedule of a number; before the run in the default order has ended, or if that is
   * out of date, that run.
   *
   * @return false if there is none of that number
   */
  boolean select(long number) {
    taken = 0;
    place = -1;
    boolean usedUp = number >= total + missed;
    learns = total < 0 || stale || (usedUp && !settled && total > 0);
    if (learns) {
      begunBy = number;
      learned.clear();
      return true;
    }
    if (usedUp) {
      return false;
    }
    long index = number % total * stride() % total;
    place = sizes.placeOf(index);
    option = (int) (index - sizes.before(place)) + 1;
    return true;
  }

  private long stride() {
    long stride = Math.max(1, (long) (total * GOLDEN));
    while (gcd(stride, total) != 1) {
      stride++;
    }
    return stride;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public int choose(Decision decision) {
    int size = decision.size();
    if (size < 2) {
      return 0;
    }
    int at = taken++;
    if (learns) {
      learned.add(size);
    } else if (at <= place && sizes.size(at) != size) {
      stale = true;
    }
    return at == place && option < size ? option : 0;
  }

  @Override
  public void end() {
    if (learns) {
      learn();
    } else {
      stale |= taken <= place;
    }
  }

  private void learn() {
    boolean isFirst = total < 0;
    settled = !isFirst && learned.isSame(sizes);
    missed = isFirst || settled ? missed : begunBy + 1;
    DecisionSizes old = sizes;
    sizes = learned;
    learned = old;
    total = sizes.others();
    stale = false;
  }
}
