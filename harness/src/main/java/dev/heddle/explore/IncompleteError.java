package dev.heddle.explore;

import dev.heddle.verdict.HeddleError;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** An exhaustive search found no failure, but did not run every schedule. */
@API(status = Status.EXPERIMENTAL)
public final class IncompleteError extends HeddleError {
  private static final long serialVersionUID = 1L;

  IncompleteError(String message) {
    super(message, null);
  }
}
