package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The loop stands still in real time: a step does not end, or a task waits for something outside of
 * the loop. The message names the task, its frame, and how to proceed.
 */
@API(status = Status.EXPERIMENTAL)
public final class BlockedError extends VerdictError {
  private static final long serialVersionUID = 1L;

  BlockedError(String message) {
    super(message, null);
  }

  BlockedError(String message, StackTraceElement[] where) {
    super(message, null);
    setStackTrace(where);
  }
}
