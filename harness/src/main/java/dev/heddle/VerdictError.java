package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * The loop's own verdict on a run, as opposed to an exception of the program. An {@link Error}, so
 * that a program's {@code catch (Exception e)} does not swallow it.
 */
@API(status = Status.EXPERIMENTAL)
public abstract sealed class VerdictError extends Error
    permits DeadlockError, BlockedError, LivelockError, DivergedError, UnansweredError {
  private static final long serialVersionUID = 1L;

  VerdictError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
