package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A task or callback called {@code System.exit}. The JVM goes on; the loop does not: this leaves
 * {@code run} after the clean-up of the other tasks, as {@code SystemExit} does in CPython.
 */
@API(status = Status.EXPERIMENTAL)
public final class ExitError extends Error {
  private static final long serialVersionUID = 1L;

  /** What the program passed to {@code System.exit}. */
  private final int status;

  ExitError(int status) {
    super(
        "System.exit("
            + status
            + ") was called under the loop. It ends the run, not the JVM; to test what happens at"
            + " exit, catch this error around the run.");
    this.status = status;
  }

  /** The status that the program passed to {@code System.exit}. */
  public int status() {
    return status;
  }
}
