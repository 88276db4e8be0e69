package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A future was asked for what it does not have yet, or given what it has already. */
@API(status = Status.EXPERIMENTAL)
public final class InvalidStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidStateException(String message) {
    super(message);
  }
}
