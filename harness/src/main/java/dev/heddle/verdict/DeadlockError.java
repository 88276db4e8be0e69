package dev.heddle.verdict;

import java.util.Collection;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

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

  private final transient List<Pending> pending;

  private final transient List<WaitCycle> cycles;

  /**
   * A deadlock.
   *
   * @param failures what threads have died of; all but the cause are suppressed in this
   */
  @API(status = Status.INTERNAL)
  public DeadlockError(
      String message,
      @Nullable Throwable cause,
      Collection<Throwable> failures,
      List<Pending> pending,
      List<WaitCycle> cycles) {
    super(message, cause);
    this.pending = List.copyOf(pending);
    this.cycles = List.copyOf(cycles);
    failures.stream().filter(e -> e != cause).forEach(this::addSuppressed);
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
