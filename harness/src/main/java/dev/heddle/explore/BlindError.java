package dev.heddle.explore;

import dev.heddle.verdict.HeddleError;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A search found no failure, but in this JVM it would not find any race. */
@API(status = Status.EXPERIMENTAL)
public final class BlindError extends HeddleError {
  private static final long serialVersionUID = 1L;

  BlindError(String message) {
    super(message, null);
  }
}
