package dev.heddle.schedule;

/**
 * Every schedule with one deviation, found by its number alone, so that several threads can share
 * them: what there is to deviate from is learned from a run in the default order. Neighbours in
 * number lie far apart in the run, so that a small share of a long run is spread over it.
 */
final class OneDeviation implements Policy {
  private static final double GOLDEN = 0.6180339887498949;

  /** The sizes of the decisions of the run in the default order, until {@link #total} is known. */
  private final DecisionSizes sizes = new DecisionSizes();

  /** How many schedules there are; -1 before the run in the default order has ended. */
  private long total = -1;

  /** Where the running schedule deviates; -1: nowhere. */
  private int place = -1;

  private int option;

  private int taken;

  /** How many schedules with one deviation there are; -1 before the default order has run. */
  long total() {
    return total;
  }

  /**
   * Begins the schedule of a number; before the run in the default order has ended, that run.
   *
   * @return false if there is none of that number
   */
  boolean select(long number) {
    taken = 0;
    place = -1;
    if (total < 0) {
      return true;
    }
    if (number >= total) {
      return false;
    }
    long stride = Math.max(1, (long) (total * GOLDEN));
    while (gcd(stride, total) != 1) {
      stride++;
    }
    long index = number * stride % total;
    place = sizes.placeOf(index);
    option = (int) (index - sizes.before(place)) + 1;
    return true;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public int choose(Decision decision) {
    if (decision.size() < 2) {
      return 0;
    }
    int at = taken++;
    if (total < 0) {
      sizes.add(decision.size());
    }
    return at == place && option < decision.size() ? option : 0;
  }

  @Override
  public void end() {
    if (total < 0) {
      total = sizes.others();
    }
  }
}
