package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.engine.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The future of {@link Tasks#gather}: {@code _GatheringFuture} and its callback in CPython 3.13.
 *
 * @param <T> the type of the results
 */
final class GatheringFuture<T extends @Nullable Object> extends LoopFuture<List<T>> {
  /** The awaited futures in the order of the arguments; one that is named twice is here twice. */
  private final List<LoopFuture<? extends T>> children = new ArrayList<>();

  private final boolean returnExceptions;

  /** How many different futures are awaited. */
  private int distinct;

  private int finished;

  private boolean cancelRequested;

  private GatheringFuture(Engine engine, boolean returnExceptions) {
    super(engine);
    this.returnExceptions = returnExceptions;
  }

  static <T extends @Nullable Object> LoopFuture<List<T>> of(
      Loop loop, List<? extends Awaitable<? extends T>> awaitables, boolean returnExceptions) {
    if (awaitables.isEmpty()) {
      LoopFuture<List<T>> nothing = loop.createFuture();
      nothing.finish(List.of());
      return nothing;
    }
    GatheringFuture<T> outer = new GatheringFuture<>(loop.engine, returnExceptions);
    outer.addAll(loop, awaitables);
    return outer;
  }

  private void addAll(Loop loop, List<? extends Awaitable<? extends T>> awaitables) {
    Map<Awaitable<?>, LoopFuture<? extends T>> known = new HashMap<>();
    List<LoopFuture<?>> done = new ArrayList<>();
    for (Awaitable<? extends T> awaitable : awaitables) {
      LoopFuture<? extends T> child = known.get(awaitable);
      if (child == null) {
        child = loop.tasks.ensureFuture(awaitable);
        known.put(awaitable, child);
        distinct++;
        if (child.isDone()) {
          done.add(child);
        } else {
          addWatched(child);
        }
      }
      children.add(child);
    }
    done.forEach(this::childDone);
  }

  private void addWatched(LoopFuture<? extends T> child) {
    child.addQuietly(this::childDone, new InternalCallback(this, () -> effectOf(child)));
  }

  private InternalCallback.Effect effectOf(LoopFuture<?> child) {
    boolean failsAtOnce = !returnExceptions && (child.isCancelled() || child.hasFailed());
    boolean ends = !isDone() && (failsAtOnce || children.stream().allMatch(LoopFuture::isDone));
    return ends ? InternalCallback.Effect.WAKES : InternalCallback.Effect.NONE;
  }

  @Override
  List<Thread> wakers() {
    return children.stream()
        .filter(child -> !child.isDone())
        .flatMap(child -> child.wakers().stream())
        .toList();
  }

  private void childDone(LoopFuture<?> child) {
    finished++;
    if (isDone()) {
      child.retrieved();
      return;
    }
    if (!returnExceptions) {
      Throwable failure = child.isCancelled() ? child.newCancellation() : child.failureForWaiter();
      if (failure != null) {
        fail(failure);
        return;
      }
    }
    if (finished == distinct) {
      complete();
    }
  }

  @SuppressWarnings("unchecked")
  private void complete() {
    List<Object> results = new ArrayList<>();
    for (LoopFuture<? extends T> child : children) {
      results.add(outcome(child));
    }
    if (cancelRequested) {
      fail(children.get(children.size() - 1).newCancellation()); // the last child, as CPython does
    } else {
      finish((List<T>) java.util.Collections.unmodifiableList(results));
    }
  }

  @SuppressWarnings("NullAway") // a result may be null
  private static Object outcome(LoopFuture<?> child) {
    if (child.isCancelled()) {
      String message = child.cancelMessage();
      return message == null ? new CancellationException() : new CancellationException(message);
    }
    Throwable failure = child.exception();
    return failure != null ? failure : child.result();
  }

  /** Cancels every child that is not done, in the order of the arguments. */
  @Override
  public boolean cancel(@Nullable String message) {
    engine.access.checkInside("cancel");
    if (isDone()) {
      return false;
    }
    boolean any = false;
    for (LoopFuture<?> child : children) {
      any |= child.cancel(message);
    }
    cancelRequested |= any;
    return any;
  }

  @Override
  public String toString() {
    return "gather of " + children;
  }
}
