package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#waitFor} without any time: {@code _cancel_and_wait} of CPython 3.13. */
final class CancelAndWait {
  private CancelAndWait() {}

  static <T extends @Nullable Object> T result(LoopFuture<T> future) throws TimeoutException {
    if (!future.isDone()) {
      cancelAndWait(future);
      try {
        return future.result();
      } catch (CancellationException e) {
        TimeoutException timedOut = new TimeoutException("There was no time to wait for " + future);
        timedOut.initCause(e);
        throw timedOut;
      }
    }
    return future.result();
  }

  private static void cancelAndWait(LoopFuture<?> future) {
    LoopFuture<@Nullable Void> waiter = new LoopFuture<>(future.engine);
    Consumer<LoopFuture<?>> release =
        done -> {
          if (!waiter.isDone()) {
            waiter.finish(null);
          }
        };
    future.addQuietly(release, InternalCallback.wakes(waiter));
    try {
      future.cancel();
      waiter.await();
    } finally {
      future.removeDoneCallback(release);
    }
  }
}
