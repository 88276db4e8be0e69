package dev.heddle;

import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The body of a task that has no result: like a {@link Callable} that returns nothing, or a {@link
 * Runnable} that may throw any exception.
 */
@FunctionalInterface
@API(status = Status.EXPERIMENTAL)
public interface VoidCallable {
  /**
   * Runs the body.
   *
   * @throws Exception whatever it throws; it arrives as it is
   */
  void call() throws Exception;
}
