package dev.heddle.schedule;

import java.util.Arrays;

/** How many options besides the first there were up to each decision of a run. */
final class DecisionSizes {
  private static final int FIRST_CAPACITY = 32;

  /** At index {@code i}: the sum over the decisions before {@code i}. */
  private long[] before = new long[FIRST_CAPACITY];

  private int count;

  void add(int size) {
    if (count + 1 == before.length) {
      before = Arrays.copyOf(before, before.length * 2);
    }
    before[count + 1] = before[count] + size - 1;
    count++;
  }

  void clear() {
    count = 0;
  }

  /** How many options there were at a decision; 1 if there was none. */
  int size(int decision) {
    return decision < count ? (int) (before[decision + 1] - before[decision]) + 1 : 1;
  }

  boolean isSame(DecisionSizes other) {
    return Arrays.equals(before, 0, count + 1, other.before, 0, other.count + 1);
  }

  /** All of them. */
  long others() {
    return before[count];
  }

  long before(int decision) {
    return before[decision];
  }

  /** The decision that option number {@code index} of all belongs to. */
  int placeOf(long index) {
    int found = Arrays.binarySearch(before, 0, count + 1, index);
    return found >= 0 ? found : -found - 2;
  }
}
