package dev.heddle.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Whom each task or thread has created, as far as that is seen: who first appeared after a step of
 * whom. Learned from all schedules, since ids are the same in all.
 */
final class Offspring {
  private static final long NOBODY = 0;

  private static final long SEEN = 1;

  private final Map<Long, List<Long>> children = new HashMap<>();

  /** Who has appeared in any schedule. */
  private final LongTable known = new LongTable();

  /** Who has appeared in this one. */
  private final LongTable begun = new LongTable();

  /** Who has gone last. */
  private long last = NOBODY;

  void begin() {
    begun.clear();
    last = NOBODY;
  }

  /**
   * Is told of everybody who is offered.
   *
   * @return whether who has gone last has just created it
   */
  boolean offered(long id) {
    if (!isTask(id) || begun.has(id)) {
      return false;
    }
    begun.put(id, SEEN);
    if (!known.has(id)) {
      known.put(id, SEEN);
      if (isTask(last)) {
        children.computeIfAbsent(last, parent -> new ArrayList<>()).add(id);
      }
    }
    return of(last).contains(id);
  }

  void took(long id) {
    last = id;
  }

  long last() {
    return last;
  }

  /** Adds up what {@code own} says of {@code id}, and of those that it has yet to create. */
  long sum(long id, LongUnaryOperator own) {
    long sum = own.applyAsLong(id);
    for (long child : of(id)) {
      if (!begun.has(child)) {
        sum += sum(child, own);
      }
    }
    return sum;
  }

  private List<Long> of(long id) {
    return children.getOrDefault(id, List.of());
  }

  private static boolean isTask(long id) {
    return id > NOBODY;
  }
}
