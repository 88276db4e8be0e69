package dev.heddle.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A task is about to wait for something outside of the loop, which it may not unless the loop was
 * built to allow that; or the loop stands still in real time: a step does not end, a thread cannot
 * leave its carrier, nobody outside answers. The message names the task, its line, and how to
 * proceed. It ends the run even if the program catches it.
 */
@API(status = Status.EXPERIMENTAL)
public final class BlockedError extends VerdictError {
  private static final long serialVersionUID = 1L;

  public BlockedError(String message) {
    super(message, null);
  }

  public BlockedError(String message, StackTraceElement[] where) {
    super(message, null);
    setStackTrace(where);
  }
}
