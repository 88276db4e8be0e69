package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * When {@link Tasks#waitUntil} returns: the parameter {@code return_when} of {@code asyncio.wait}.
 */
@API(status = Status.EXPERIMENTAL)
public enum ReturnWhen {
  /** When the first future is done. */
  FIRST_COMPLETED,
  /** When the first future fails, or all are done. */
  FIRST_EXCEPTION,
  /** When all futures are done. */
  ALL_COMPLETED
}
