package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import dev.heddle.trace.Step.End;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of {@link Tasks#waitUntil}: {@code _wait} of CPython 3.13. */
final class WaitOperation {
  private final Engine engine;
  private final Set<LoopFuture<?>> futures;
  private final ReturnWhen waitFor;

  /** The future that the caller awaits. */
  private final LoopFuture<@Nullable Void> waiter;

  private @Nullable TimerEntry timeout;

  /** How many of the futures are not done. */
  private int left;

  private WaitOperation(Engine engine, Set<LoopFuture<?>> futures, ReturnWhen waitFor) {
    this.engine = engine;
    this.futures = futures;
    this.waitFor = waitFor;
    waiter = new LoopFuture<>(engine);
    left = futures.size();
  }

  /** Waits for some of the futures, or all; without limit if {@code timeout} is null. */
  static void on(
      Set<? extends LoopFuture<?>> futures, ReturnWhen waitFor, @Nullable Duration timeout) {
    Objects.requireNonNull(waitFor, "waitFor");
    if (futures.isEmpty()) {
      throw new IllegalArgumentException(
          "The set of tasks and futures to wait for is empty: name at least one.");
    }
    new WaitOperation(RunningLoop.engine(), new LinkedHashSet<>(futures), waitFor).await(timeout);
  }

  private void await(@Nullable Duration after) {
    if (after != null) {
      timeout = engine.callLater(Times.nanos(after), this::release, InternalCallback.wakes(this));
    }
    Consumer<LoopFuture<?>> onCompletion = this::completed;
    futures.forEach(f -> f.addQuietly(onCompletion, new InternalCallback(this, () -> effectOf(f))));
    try {
      waiter.awaitAs(End.AWAITS, waitFor + " of " + futures);
    } finally {
      cancelTimeout();
      futures.forEach(f -> f.removeDoneCallback(onCompletion));
    }
  }

  private InternalCallback.Effect effectOf(LoopFuture<?> future) {
    boolean ends =
        waitFor == ReturnWhen.FIRST_COMPLETED
            || (waitFor == ReturnWhen.FIRST_EXCEPTION && future.hasFailed())
            || futures.stream().allMatch(LoopFuture::isDone);
    return ends && !waiter.isDone() ? InternalCallback.Effect.WAKES : InternalCallback.Effect.NONE;
  }

  private void completed(LoopFuture<?> future) {
    left--;
    if (left <= 0
        || waitFor == ReturnWhen.FIRST_COMPLETED
        || (waitFor == ReturnWhen.FIRST_EXCEPTION
            && !future.isCancelled()
            && future.failureForWaiter() != null)) {
      cancelTimeout();
      release();
    }
  }

  private void release() {
    if (!waiter.isDone()) {
      waiter.finish(null);
    }
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel();
    }
  }
}
