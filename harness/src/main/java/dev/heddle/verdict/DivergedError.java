package dev.heddle.verdict;

import dev.heddle.schedule.DivergedException;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A schedule is replayed, and the program offers other options than when it was recorded. The
 * message says at which step, and which.
 */
@API(status = Status.EXPERIMENTAL)
public final class DivergedError extends VerdictError {
  private static final long serialVersionUID = 1L;

  public DivergedError(DivergedException cause) {
    super(String.valueOf(cause.getMessage()), null, null);
  }
}
