package dev.heddle.junit.jqwik;

import dev.heddle.internal.testing.SummaryLine;
import dev.heddle.schedule.Schedule;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;

/** The schedules of a property that draws what decides them, for the line that it prints. */
final class TriedSchedules {
  private long tries;

  private long decisions;

  /** By hash: a property may have very many. */
  private final Set<Integer> distinct = new HashSet<>();

  /** Those of the property that runs. */
  static TriedSchedules ofProperty() {
    return Store.<TriedSchedules>getOrCreate(
            TriedSchedules.class, Lifespan.PROPERTY, TriedSchedules::new)
        .get();
  }

  /** A try has ended. */
  synchronized void add(Schedule schedule) {
    tries++;
    decisions += schedule.decisions();
    distinct.add(schedule.hashCode());
  }

  /** Prints the line of a property that has passed; none if it draws no schedules. */
  synchronized void print(PropertyLifecycleContext context) {
    if (tries > 0) {
      String name = context.containerClass().getName();
      SummaryLine.print(
          name.substring(name.lastIndexOf('.') + 1) + "." + context.targetMethod().getName(),
          summary(),
          decisions > 0);
    }
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%,d %s passed, with %,d distinct %s and %,d %s. This is a sample, not a proof.%s",
        tries,
        tries == 1 ? "try" : "tries",
        distinct.size(),
        distinct.size() == 1 ? "schedule" : "schedules",
        decisions,
        decisions == 1 ? "decision" : "decisions",
        decisions == 0 ? " Nothing was ever to be decided: no two tasks could go next." : "");
  }
}
