package dev.heddle.explore;

import dev.heddle.verdict.HeddleError;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The outcomes that a program has over its schedules are not those that were stated. */
@API(status = Status.EXPERIMENTAL)
public final class OutcomesError extends HeddleError {
  private static final long serialVersionUID = 1L;

  OutcomesError(String message) {
    super(message, null);
  }
}
