package dev.heddle.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A task is about to wait for something outside of the loop, which the loop was not built to allow;
 * or the loop stands still in real time: a step does not end, a thread cannot leave its carrier, or
 * nothing outside answers. The message names the task and its line, and says what to do.
 */
@API(status = Status.EXPERIMENTAL)
public final class BlockedError extends VerdictError {
  private static final long serialVersionUID = 1L;

  /** An error that no setting prevents, with the stack of the calling thread. */
  public BlockedError(String message) {
    super(message, null, null);
  }

  /** An error with the stack of the calling thread. */
  @API(status = Status.INTERNAL)
  public BlockedError(String message, Remedy remedy) {
    super(message, null, remedy);
  }

  /** An error with the stack of another thread. */
  @API(status = Status.INTERNAL)
  public BlockedError(String message, @Nullable Remedy remedy, StackTraceElement[] where) {
    super(message, null, remedy);
    setStackTrace(where);
  }
}
