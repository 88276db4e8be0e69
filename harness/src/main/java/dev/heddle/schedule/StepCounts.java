package dev.heddle.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many steps everybody has left, learned from the schedules before: the most that were seen. A
 * task that is yet to be created counts for the one that will create it. Signals, timers and time
 * are no steps: they are numbered anew as they come, and whoever went before them did not create
 * them.
 */
final class StepCounts {
  private static final long NOBODY = 0;

  /** Which steps count, by the name of who takes them. */
  private final Predicate<String> counted;

  private final Map<Long, Integer> expected = new HashMap<>();

  /** Whom each has created, as far as that is seen: who first appeared after a step of whom. */
  private final Map<Long, List<Long>> children = new HashMap<>();

  /** The steps of this schedule. */
  private final Map<Long, Integer> taken = new HashMap<>();

  private long last = NOBODY;

  StepCounts(Predicate<String> counted) {
    this.counted = counted;
  }

  void begin() {
    taken.forEach((id, steps) -> expected.merge(id, steps, Math::max));
    taken.clear();
    last = NOBODY;
  }

  /** Is told of all options before one is taken. */
  void offered(Decision decision) {
    for (int option = 0; option < decision.size(); option++) {
      long id = decision.id(option);
      if (isStep(decision, option)
          && taken.putIfAbsent(id, 0) == null
          && isTask(id)
          && isTask(last)
          && !expected.containsKey(id)) {
        children.computeIfAbsent(last, parent -> new ArrayList<>()).add(id);
      }
    }
  }

  void took(Decision decision, int option) {
    last = decision.id(option);
    if (counts(decision, option)) {
      taken.merge(last, 1, Integer::sum);
    }
  }

  boolean counts(Decision decision, int option) {
    return isStep(decision, option) && counted.test(decision.name(option));
  }

  private static boolean isStep(Decision decision, int option) {
    return switch (decision.kind(option)) {
      case TASK, WAITER, CALLBACK -> true;
      default -> false;
    };
  }

  private static boolean isTask(long id) {
    return id > NOBODY;
  }

  /**
   * The steps that are left for {@code id} and for those that it will create; 0 if none is known.
   */
  long left(long id) {
    long left = Math.max(0, expected.getOrDefault(id, 0) - taken.getOrDefault(id, 0));
    for (long child : children.getOrDefault(id, List.of())) {
      if (!taken.containsKey(child)) {
        left += left(child);
      }
    }
    return left;
  }
}
