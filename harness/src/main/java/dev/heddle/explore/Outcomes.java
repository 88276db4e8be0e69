package dev.heddle.explore;

import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Schedule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The different outcomes of one carrier, each with the first schedule that gave it.
 *
 * @param <T> the type of the values
 */
final class Outcomes<T extends @Nullable Object> {
  /** So many different ones are kept; a program with more has values that are never equal. */
  static final int KEPT = 10_000;

  private final Map<Outcome<T>, Seen> all = new LinkedHashMap<>();

  private boolean overflown;

  void add(Outcome<T> outcome, DecisionLog log) {
    Seen seen = all.get(outcome);
    if (seen != null) {
      seen.count++;
    } else if (all.size() < KEPT) {
      all.put(outcome, new Seen(log.schedule()));
    } else {
      overflown = true;
    }
  }

  void addAll(Outcomes<T> others) {
    others.all.forEach(
        (outcome, seen) ->
            all.merge(
                outcome,
                seen,
                (a, b) -> {
                  a.count += b.count;
                  return a;
                }));
    overflown |= others.overflown;
  }

  /** Whether there were more than are kept. */
  boolean isOverflown() {
    return overflown;
  }

  Map<Outcome<T>, Exploration.Seen> toMap() {
    Map<Outcome<T>, Exploration.Seen> map = new LinkedHashMap<>();
    all.forEach((outcome, seen) -> map.put(outcome, new Exploration.Seen(seen.count, seen.first)));
    return Collections.unmodifiableMap(map);
  }

  private static final class Seen {
    private final Schedule first;

    private long count = 1;

    Seen(Schedule first) {
      this.first = first;
    }
  }
}
