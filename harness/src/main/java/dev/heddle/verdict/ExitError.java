package dev.heddle.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A task, thread or callback called {@code System.exit} or {@code Runtime.halt}. That ends the run,
 * not the JVM: this error leaves {@code run} after the clean-up of the other tasks, as {@code
 * SystemExit} does in CPython, even if the program or an executor catches it.
 */
@API(status = Status.EXPERIMENTAL)
public final class ExitError extends HeddleError {
  private static final long serialVersionUID = 1L;

  /** What the program passed to {@code System.exit} or {@code Runtime.halt}. */
  private final int status;

  public ExitError(String method, int status) {
    super(
        method
            + "("
            + status
            + ") was called under the loop. It ends the run, not the JVM; to test what happens at"
            + " exit, catch this error around the run.",
        null,
        null);
    this.status = status;
  }

  /** The status that the program passed to {@code System.exit} or {@code Runtime.halt}. */
  public int status() {
    return status;
  }
}
