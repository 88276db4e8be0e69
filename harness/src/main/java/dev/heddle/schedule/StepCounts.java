package dev.heddle.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * How many steps everybody has left, learned from the schedules before: the most that were seen. A
 * task that is yet to be created counts for the one that will create it. Signals, timers and time
 * are no steps: they are numbered anew as they come, and whoever went before them did not create
 * them.
 */
final class StepCounts {
  /** Which steps count, by the name of who takes them. */
  private final Predicate<String> counted;

  private final Map<Long, Integer> expected = new HashMap<>();

  private final Offspring offspring = new Offspring();

  /** The steps of this schedule. */
  private final Map<Long, Integer> taken = new HashMap<>();

  private final LongUnaryOperator ownLeft = this::ownLeft;

  StepCounts(Predicate<String> counted) {
    this.counted = counted;
  }

  void begin() {
    taken.forEach((id, steps) -> expected.merge(id, steps, Math::max));
    taken.clear();
    offspring.begin();
  }

  /** Is told of all options before one is taken. */
  void offered(Decision decision) {
    for (int option = 0; option < decision.size(); option++) {
      if (isStep(decision, option)) {
        offspring.offered(decision.id(option));
      }
    }
  }

  void took(Decision decision, int option) {
    long id = decision.id(option);
    offspring.took(id);
    if (counts(decision, option)) {
      taken.merge(id, 1, Integer::sum);
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

  /**
   * The steps that are left for {@code id} and for those that it will create; 0 if none is known.
   */
  long left(long id) {
    return offspring.sum(id, ownLeft);
  }

  private long ownLeft(long id) {
    return Math.max(0, expected.getOrDefault(id, 0) - taken.getOrDefault(id, 0));
  }
}
