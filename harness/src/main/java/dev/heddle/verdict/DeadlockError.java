package dev.heddle.verdict;

import java.util.Collection;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is ready, no timer is set, and no thread outside of the loop is known to work for it: all
 * that waits would wait for ever. It is found at once, without waiting.
 *
 * <p>If a thread or task has failed while it held what others wait for, its exception is the cause
 * of this error. Exceptions by which other threads have died are suppressed in it.
 */
@API(status = Status.EXPERIMENTAL)
public final class DeadlockError extends VerdictError {
  private static final long serialVersionUID = 1L;

  private final transient List<Pending> pending;

  private final transient List<WaitCycle> cycles;

  /**
   * A deadlock.
   *
   * @param remedy the setting that would let the run go on; null if none would
   * @param failures the exceptions by which threads have died; all but the cause are suppressed
   */
  @API(status = Status.INTERNAL)
  public DeadlockError(
      String message,
      @Nullable Remedy remedy,
      @Nullable Throwable cause,
      Collection<Throwable> failures,
      List<Pending> pending,
      List<WaitCycle> cycles) {
    super(message, cause, remedy);
    this.pending = List.copyOf(pending);
    this.cycles = List.copyOf(cycles);
    failures.stream().filter(e -> e != cause).forEach(this::addSuppressed);
  }

  /** Every task and thread that waits, in the order of creation. */
  public List<Pending> pending() {
    return pending;
  }

  /**
   * The cycles of threads that wait for each other, each once. Empty if it is not known which
   * thread could end a wait, such as the one that would count a latch down.
   */
  public List<WaitCycle> cycles() {
    return cycles;
  }
}
