package dev.heddle;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Nothing is ready, no timer is set, and no thread outside of the loop is known to work for it:
 * what is pending would wait for ever. Found at once, without a clock.
 *
 * <p>What threads have died of, and tasks have failed with, that will never let go what they hold,
 * comes first: it is the cause of this error, and that of other threads that have died is
 * suppressed in it.
 */
@API(status = Status.EXPERIMENTAL)
public final class DeadlockError extends VerdictError {
  private static final long serialVersionUID = 1L;

  private static final String OUTSIDE =
      "\nIf a thread outside of the loop was to wake one of them: start that work in a task of the"
          + " loop, or let the loop wait for it: Loop.builder().outside(true), or in a test"
          + " @HeddleTest(outside = true).";

  private final transient List<Pending> pending;

  private final transient List<WaitCycle> cycles;

  /** {@code others} are the lines of those who wait and are in no circle. */
  DeadlockError(
      List<Pending> pending, List<WaitCycle> cycles, List<String> others, RootCauses causes) {
    super(message(cycles, others, causes), causes.cause());
    this.pending = List.copyOf(pending);
    this.cycles = List.copyOf(cycles);
    causes.failures().stream().filter(e -> e != getCause()).forEach(this::addSuppressed);
  }

  private static String message(List<WaitCycle> cycles, List<String> others, RootCauses causes) {
    StringBuilder text = new StringBuilder("Deadlock: ");
    if (!causes.isEmpty()) {
      text.append(causes.text()).append("\nSo ");
    }
    if (cycles.isEmpty() && others.isEmpty()) {
      text.append("nothing is left to run, and what is awaited will never be done.");
    } else {
      text.append("nothing can run and no timer is set");
    }
    for (int i = 0; i < cycles.size(); i++) {
      String heading = heading(cycles.get(i));
      text.append(i == 0 ? ", since " : "\nand ").append(heading);
      text.append('\n').append(cycles.get(i).describe());
    }
    if (!others.isEmpty()) {
      text.append(cycles.isEmpty() ? ", but these wait:" : "\nThese wait as well:");
      others.forEach(line -> text.append('\n').append(line));
    }
    if (!causes.isEmpty()) {
      return text.append('\n').append(causes.remedy()).toString();
    }
    return text.append(cycles.isEmpty() ? OUTSIDE : "").toString();
  }

  /** What the lines of a circle are about. */
  static String heading(WaitCycle cycle) {
    return cycle.threads().size() == 1 ? "this waits for itself:" : "these wait for each other:";
  }

  /** Every task and thread that waits, in the order of creation. */
  public List<Pending> pending() {
    return pending;
  }

  /**
   * The circles of threads that wait for each other, each once; empty if who could end the waits is
   * not known, such as who would count a latch down.
   */
  public List<WaitCycle> cycles() {
    return cycles;
  }
}
