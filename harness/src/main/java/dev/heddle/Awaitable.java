package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a task can wait for: a {@linkplain Coroutine call that has not been made yet}, or a
 * {@linkplain LoopFuture future}.
 *
 * @param <T> the type of the result
 */
@API(status = Status.EXPERIMENTAL)
public sealed interface Awaitable<T extends @Nullable Object> permits Coroutine, LoopFuture {
  /**
   * Waits for the result in the calling task.
   *
   * @return the result
   * @throws java.util.concurrent.CancellationException if this, or the wait, was cancelled
   */
  T await();
}
