package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What {@link Tasks#wait(java.util.Collection, WaitFor, java.time.Duration)} waits for. */
@API(status = Status.EXPERIMENTAL)
public enum WaitFor {
  /** The first future that is done. */
  FIRST_COMPLETED,
  /** The first future that fails, or all of them. */
  FIRST_EXCEPTION,
  /** All of them. */
  ALL_COMPLETED
}
