package dev.heddle.explore;

import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Schedule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The different outcomes of one thread, each with the first schedule that gave it.
 *
 * @param <T> the type of the values
 */
final class Outcomes<T extends @Nullable Object> {
  /** So many different ones are kept. */
  private final int most;

  private final Map<Outcome<T>, Seen> all = new LinkedHashMap<>();

  /** How many schedules came to an outcome that is not kept. */
  private long notKept;

  Outcomes(int most) {
    this.most = most;
  }

  /** None of the outcomes of so many schedules is kept. */
  static <T extends @Nullable Object> Outcomes<T> notKept(long schedules) {
    Outcomes<T> none = new Outcomes<>(0);
    none.notKept = schedules;
    return none;
  }

  void add(Outcome<T> outcome, DecisionLog log) {
    Seen seen = all.get(outcome);
    if (seen != null) {
      seen.count++;
    } else if (all.size() < most) {
      all.put(outcome, new Seen(log.schedule()));
    } else {
      notKept++;
    }
  }

  void addAll(Outcomes<T> others) {
    others.all.forEach(this::add);
    notKept += others.notKept;
  }

  private void add(Outcome<T> outcome, Seen others) {
    Seen seen = all.get(outcome);
    if (seen != null) {
      seen.count += others.count;
    } else if (all.size() < most) {
      all.put(outcome, others);
    } else {
      notKept += others.count;
    }
  }

  /** How many schedules came to an outcome that is not kept, as there were too many. */
  long notKept() {
    return notKept;
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
