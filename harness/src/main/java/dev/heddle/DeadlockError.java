package dev.heddle;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Nothing is ready, no timer is set, and no thread outside of the loop is known to work for it:
 * what is pending would wait for ever. Found at once, without a clock.
 */
@API(status = Status.EXPERIMENTAL)
public final class DeadlockError extends VerdictError {
  private static final long serialVersionUID = 1L;

  private final transient List<Pending> pending;

  DeadlockError(List<Pending> pending) {
    super(message(pending), null);
    this.pending = List.copyOf(pending);
  }

  private static String message(List<Pending> pending) {
    StringBuilder text = new StringBuilder("Deadlock: ");
    text.append(
        pending.isEmpty()
            ? "nothing is left to run, and what is awaited will never be done."
            : "nothing can run and no timer is set, but these wait:");
    pending.forEach(p -> text.append('\n').append(p.describe()));
    return text.append(
            "\nIf a thread outside of the loop was to wake one of them: start that work in a task of"
                + " the loop, or let the loop wait for it: Loop.builder().outside(true), or in a test"
                + " @HeddleTest(outside = true).")
        .toString();
  }

  /** Every task and thread that waits, in the order of creation. */
  public List<Pending> pending() {
    return pending;
  }
}
