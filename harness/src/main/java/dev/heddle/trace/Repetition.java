package dev.heddle.trace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Steps that a trace ends with again and again: each time the same tasks did the same, after the
 * same time.
 *
 * @param steps the steps, as they were the last time
 * @param times how many times in a row they were seen
 */
@API(status = Status.EXPERIMENTAL)
public record Repetition(List<Step> steps, int times) {
  /** What happens three times in a row is taken to repeat; twice may be chance. */
  private static final int TIMES = 3;

  /** Copies the steps. */
  public Repetition {
    steps = List.copyOf(steps);
  }

  /** The shortest repetition that a trace ends with; empty if there is none. */
  public static Optional<Repetition> of(Trace trace) {
    List<Step> steps = trace.steps();
    for (int period = 1; period * TIMES < steps.size(); period++) {
      int times = 1 + matched(steps, period) / period;
      if (times >= TIMES) {
        int from = steps.size() - period;
        return Optional.of(new Repetition(steps.subList(from, steps.size()), times));
      }
    }
    return Optional.empty();
  }

  /** How many of the last steps are as the one a period before. */
  private static int matched(List<Step> steps, int period) {
    int matched = 0;
    for (int i = steps.size() - 1; i - period > 0 && isSame(steps, i, i - period); i--) {
      matched++;
    }
    return matched;
  }

  private static boolean isSame(List<Step> steps, int a, int b) {
    Step one = steps.get(a);
    Step other = steps.get(b);
    return one.who().equals(other.who())
        && one.end() == other.end()
        && one.detail().equals(other.detail())
        && one.site().equals(other.site())
        && sinceLast(steps, a).equals(sinceLast(steps, b));
  }

  private static Duration sinceLast(List<Step> steps, int i) {
    return steps.get(i).time().minus(steps.get(i - 1).time());
  }
}
