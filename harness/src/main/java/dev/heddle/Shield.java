package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.shield} of CPython 3.13. */
final class Shield {
  private Shield() {}

  static <T extends @Nullable Object> LoopFuture<T> of(LoopFuture<T> inner) {
    if (inner.isDone()) {
      return inner;
    }
    LoopFuture<T> outer = new LoopFuture<>(inner.engine);
    Consumer<LoopFuture<?>> innerDone =
        done -> {
          if (outer.isCancelled()) {
            inner.retrieved();
          } else if (inner.isCancelled()) {
            outer.cancel();
          } else {
            Throwable failure = inner.exception();
            if (failure != null) {
              outer.setException(failure);
            } else {
              outer.setResult(inner.result());
            }
          }
        };
    inner.addQuietly(innerDone, InternalCallback.wakes(outer));
    outer.addQuietly(
        done -> {
          if (!inner.isDone()) {
            inner.removeDoneCallback(innerDone);
          }
        },
        InternalCallback.INVISIBLE);
    return outer;
  }
}
