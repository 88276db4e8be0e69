package dev.heddle.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The priorities of those who were offered, by id; higher goes first. */
final class Priorities {
  private final Map<Long, Double> byId = new HashMap<>();

  /** The option of the highest priority; who has none yet is given one. */
  int highest(Decision decision, DoubleSupplier draw) {
    int best = 0;
    double highest = -1;
    for (int option = 0; option < decision.size(); option++) {
      double priority = byId.computeIfAbsent(decision.id(option), id -> draw.getAsDouble());
      if (priority > highest) {
        highest = priority;
        best = option;
      }
    }
    return best;
  }

  void set(long id, double priority) {
    byId.put(id, priority);
  }

  void forget(long id) {
    byId.remove(id);
  }

  void clear() {
    byId.clear();
  }
}
