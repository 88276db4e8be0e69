package dev.heddle.explore;

import dev.heddle.verdict.HeddleError;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A program did different things in two runs of the same schedule, so that nothing can be said of
 * its schedules. The message has the first step that differed, and the likely cause.
 */
@API(status = Status.EXPERIMENTAL)
public final class NondeterminismError extends HeddleError {
  private static final long serialVersionUID = 1L;

  NondeterminismError(String message, @Nullable Throwable cause) {
    super(message, cause, null);
  }
}
