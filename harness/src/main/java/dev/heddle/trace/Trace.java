package dev.heddle.trace;

import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The steps of a run, oldest first. Two runs of the same program in the same order have equal
 * traces and equal text, in any JVM.
 *
 * @param steps the steps that were kept
 * @param dropped how many older ones were not
 */
@API(status = Status.EXPERIMENTAL)
public record Trace(List<Step> steps, long dropped) {
  /** Copies the steps. */
  public Trace {
    steps = List.copyOf(steps);
  }

  /** The last {@code count} steps of this trace. */
  public Trace last(int count) {
    int from = Math.max(0, steps.size() - count);
    return new Trace(steps.subList(from, steps.size()), dropped + from);
  }

  /** A duration as traces show it: short and exact, such as {@code 1h 10m 5s}. */
  public static String time(Duration duration) {
    return Table.time(duration);
  }

  /** A table with a line for each step: virtual time, task, what it did. */
  @Override
  public String toString() {
    return new Table(this).toString();
  }
}
