package dev.heddle.schedule;

import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/** The priorities of those who were offered, by id; higher goes first. */
final class Priorities {
  /** The bits of each priority; 0: none was drawn yet. */
  private final LongTable byId = new LongTable();

  /** Gives a priority to who has none yet. */
  private final DoubleSupplier draw;

  Priorities(DoubleSupplier draw) {
    this.draw = draw;
  }

  /** The option of the highest priority; who has none yet is given one. */
  int highest(Decision decision) {
    int best = 0;
    double highest = -1;
    for (int option = 0; option < decision.size(); option++) {
      double priority = of(decision.id(option));
      if (priority > highest) {
        highest = priority;
        best = option;
      }
    }
    return best;
  }

  /**
   * As {@link #highest(Decision)}, among those that are not held back; among all if all are. Those
   * that are held back are given a priority, too.
   */
  int highest(Decision decision, Predicate<Access> heldBack) {
    int first = highest(decision);
    if (!isHeldBack(decision, first, heldBack)) {
      return first;
    }
    int best = first;
    double highest = -1;
    for (int option = 0; option < decision.size(); option++) {
      double priority = of(decision.id(option));
      if (priority > highest && !isHeldBack(decision, option, heldBack)) {
        highest = priority;
        best = option;
      }
    }
    return best;
  }

  private static boolean isHeldBack(Decision decision, int option, Predicate<Access> heldBack) {
    Access access = decision.access(option);
    return access != null && heldBack.test(access);
  }

  private double of(long id) {
    long bits = byId.get(id);
    if (bits == 0) {
      bits = Double.doubleToRawLongBits(draw.getAsDouble());
      byId.put(id, bits);
    }
    return Double.longBitsToDouble(bits);
  }

  void set(long id, double priority) {
    byId.put(id, Double.doubleToRawLongBits(priority));
  }

  void forget(long id) {
    byId.put(id, 0);
  }

  void clear() {
    byId.clear();
  }
}
