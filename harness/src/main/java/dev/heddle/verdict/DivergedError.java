package dev.heddle.verdict;

import dev.heddle.schedule.DivergedException;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A schedule was to be replayed, and the program offers something else than it was recorded with:
 * the message says where, and what.
 */
@API(status = Status.EXPERIMENTAL)
public final class DivergedError extends VerdictError {
  private static final long serialVersionUID = 1L;

  public DivergedError(DivergedException cause) {
    super(String.valueOf(cause.getMessage()), null);
  }
}
