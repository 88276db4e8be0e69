package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A future was asked for an outcome that it does not have yet, or given one when it has one
 * already.
 */
@API(status = Status.EXPERIMENTAL)
public final class InvalidStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidStateException(String message) {
    super(message);
  }
}
