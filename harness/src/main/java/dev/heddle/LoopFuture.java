package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.engine.Engine;
import dev.heddle.trace.Step.End;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A result that is still to come, bound to one loop, as {@code asyncio.Future} is. Completing it
 * runs nothing: whoever waits for it goes on in the next iteration of the loop, in the order in
 * which they began to wait.
 *
 * <p>Not thread-safe, on purpose: it is used by the tasks and callbacks of its loop. Another thread
 * completes it by {@link Loop#callSoonThreadsafe}.
 *
 * @param <T> the type of the result
 */
@API(status = Status.EXPERIMENTAL)
public non-sealed class LoopFuture<T extends @Nullable Object> implements Awaitable<T>, Future<T> {
  private enum Is {
    PENDING,
    FINISHED,
    CANCELLED
  }

  final Engine engine;

  private Is state = Is.PENDING;

  private @Nullable T result;

  private @Nullable Throwable exception;

  /** Whether {@link #exception} is one that nobody has asked for yet. */
  private boolean unretrieved;

  /** What the next {@link CancellationException} says. */
  private @Nullable String cancelMessage;

  /** The exception that ended it, to be handed out once. */
  private @Nullable CancellationException cancellation;

  /** {@link FutureWait}s and {@link DoneCallbacks.Callback}s, kept by {@link DoneCallbacks}. */
  private @Nullable Object waiting;

  LoopFuture(Engine engine) {
    this.engine = engine;
  }

  // ---- waiting ----------------------------------------------------------------------------

  /**
   * Waits until this is done and returns its result or throws its exception, the very same object.
   *
   * <p>Iterations: none if it is done already; otherwise one after it is completed.
   *
   * @throws CancellationException if this was cancelled, or the calling task was while it waited
   * @throws IllegalStateException if this is pending and the caller is not a task or managed thread
   *     of its loop
   */
  @Override
  public T await() {
    return awaitAs(End.AWAITS, this);
  }

  T awaitAs(End reason, Object detail) {
    if (!isDone()) {
      FutureWait wait = FutureWait.current();
      if (wait == null) {
        throw new IllegalStateException(
            "await outside of a task: "
                + this
                + " is pending, and only a task or thread of its loop can wait for it. Use"
                + " Loop.run, or addDoneCallback.");
      }
      wait.await(this, reason, detail);
    }
    return result();
  }

  // ---- what has become of it --------------------------------------------------------------

  /** Whether it has a result, has failed or was cancelled. Takes no iteration. */
  @Override
  public boolean isDone() {
    return state != Is.PENDING;
  }

  /** Whether it was cancelled. Takes no iteration. */
  @Override
  public boolean isCancelled() {
    return state == Is.CANCELLED;
  }

  /**
   * Returns the result, or throws what it failed with. Takes no iteration.
   *
   * @throws CancellationException if it was cancelled
   * @throws InvalidStateException if it is pending
   */
  @SuppressWarnings("NullAway") // a finished future of a nullable type may hold null
  public T result() {
    if (state == Is.CANCELLED) {
      throw newCancellation();
    }
    if (state == Is.PENDING) {
      throw new InvalidStateException("Result is not set: " + this + " is pending.");
    }
    retrieved();
    if (exception != null) {
      throw SneakyThrow.rethrow(exception);
    }
    return result;
  }

  /**
   * Returns what it failed with, or null if it has a result. Takes no iteration.
   *
   * @throws CancellationException if it was cancelled
   * @throws InvalidStateException if it is pending
   */
  public @Nullable Throwable exception() {
    if (state == Is.CANCELLED) {
      throw newCancellation();
    }
    if (state == Is.PENDING) {
      throw new InvalidStateException("Exception is not set: " + this + " is pending.");
    }
    retrieved();
    return exception;
  }

  /** Whether this failed with an exception that nobody has looked at yet. */
  public boolean isExceptionUnretrieved() {
    return unretrieved;
  }

  // ---- completing it ----------------------------------------------------------------------

  /**
   * Completes it with a result. Whoever waits goes on in the next iteration.
   *
   * @throws InvalidStateException if it is done
   */
  public void setResult(T value) {
    checkOpen("setResult");
    finish(value);
  }

  /**
   * Completes it with an exception. Whoever waits goes on in the next iteration.
   *
   * @throws InvalidStateException if it is done
   */
  public void setException(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    checkOpen("setException");
    fail(failure);
  }

  private void checkOpen(String operation) {
    engine.access.checkInside(operation);
    if (state != Is.PENDING) {
      throw new InvalidStateException(
          operation + ": " + this + " is done already and keeps its first outcome.");
    }
  }

  final void finish(T value) {
    result = value;
    state = Is.FINISHED;
    scheduleWaiting();
  }

  final void fail(Throwable failure) {
    exception = failure;
    state = Is.FINISHED;
    scheduleWaiting();
    if (!engine.verdict.isKnown()) {
      unretrieved = true;
      engine.problems.failed(this, failure);
    }
  }

  /**
   * Cancels it. Whoever waits gets a {@link CancellationException} in the next iteration.
   *
   * @return false if it is done already
   */
  public final boolean cancel() {
    return cancel((String) null);
  }

  /**
   * Cancels it with a message for the {@link CancellationException}.
   *
   * @return false if it is done already
   */
  public boolean cancel(@Nullable String message) {
    engine.access.checkInside("cancel");
    retrieved();
    if (state != Is.PENDING) {
      return false;
    }
    becomeCancelled(message, null);
    return true;
  }

  /** As {@link #cancel()}: the flag has no meaning here. */
  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return cancel();
  }

  final void becomeCancelled(@Nullable String message, @Nullable CancellationException cause) {
    state = Is.CANCELLED;
    cancelMessage = message;
    cancellation = cause;
    scheduleWaiting();
  }

  // ---- callbacks --------------------------------------------------------------------------

  /**
   * Calls {@code callback} with this future in the iteration after it is done; callbacks and
   * waiting tasks go in the order in which they came. If it is done already, in the next iteration.
   */
  public void addDoneCallback(Consumer<? super LoopFuture<?>> callback) {
    Objects.requireNonNull(callback, "callback");
    engine.access.checkInside("addDoneCallback");
    add(new DoneCallbacks.Callback(callback, null));
  }

  /** A callback of the harness's own, which the trace leaves out. */
  final void addQuietly(Consumer<? super LoopFuture<?>> callback, InternalCallback own) {
    add(new DoneCallbacks.Callback(callback, own));
  }

  /**
   * Removes every registration of an equal callback that was not scheduled yet.
   *
   * @return how many there were
   */
  public int removeDoneCallback(Consumer<? super LoopFuture<?>> callback) {
    int before = callbackCount();
    waiting = DoneCallbacks.removeCallbacks(waiting, callback);
    return before - callbackCount();
  }

  /** How many callbacks and waiting tasks will be scheduled when this is done. */
  public int callbackCount() {
    return DoneCallbacks.count(waiting);
  }

  final void addWaiter(FutureWait waiter) {
    add(waiter);
  }

  final void removeWaiter(FutureWait waiter) {
    waiting = DoneCallbacks.remove(waiting, waiter);
  }

  private void add(Object waiter) {
    if (state == Is.PENDING) {
      waiting = DoneCallbacks.add(waiting, waiter);
    } else {
      schedule(waiter);
    }
  }

  private void scheduleWaiting() {
    Object all = waiting;
    waiting = null;
    if (all instanceof List<?> list) {
      list.forEach(this::schedule);
    } else if (all != null) {
      schedule(all);
    }
  }

  @SuppressWarnings("unchecked") // only functions for futures are added
  private void schedule(Object waiter) {
    if (waiter instanceof FutureWait wait) {
      wait.wake(this);
    } else {
      DoneCallbacks.Callback callback = (DoneCallbacks.Callback) waiter;
      Consumer<LoopFuture<?>> function = (Consumer<LoopFuture<?>>) callback.function();
      engine.callSoon(() -> function.accept(this), callback.own());
    }
  }

  // ---- for the engine ---------------------------------------------------------------------

  /** What a waiting task is to throw, if anything; counts as looking at the exception. */
  final @Nullable Throwable failureForWaiter() {
    if (state == Is.CANCELLED) {
      return newCancellation();
    }
    retrieved();
    return exception;
  }

  /** The exception that ended this the first time, a new one after that (as CPython does). */
  final CancellationException newCancellation() {
    CancellationException first = cancellation;
    cancellation = null;
    return first != null ? first : new CancellationException(cancelMessage);
  }

  final boolean hasFailed() {
    return exception != null;
  }

  /** The virtual threads by whose end this is done, as far as they are known. */
  List<Thread> wakers() {
    return List.of();
  }

  /** What it failed with; does not count as looking at it. */
  final @Nullable Throwable peekException() {
    return exception;
  }

  final @Nullable String cancelMessage() {
    return cancelMessage;
  }

  final void setCancelMessage(@Nullable String message) {
    cancelMessage = message;
  }

  final void retrieved() {
    if (unretrieved) {
      unretrieved = false;
      engine.problems.retrieved(this);
    }
  }

  // ---- java.util.concurrent.Future --------------------------------------------------------

  /**
   * As {@link #await()}, with failures wrapped as this method's contract says.
   *
   * @throws ExecutionException if it failed; the cause is what it failed with
   */
  @Override
  public T get() throws ExecutionException {
    try {
      return await();
    } catch (CancellationException e) {
      throw e;
    } catch (Throwable e) {
      if (isDone() && hasFailed()) {
        throw new ExecutionException(e);
      }
      throw e;
    }
  }

  /**
   * As {@link #get()}, for at most a virtual time. Does not cancel this future.
   *
   * @throws TimeoutException if it is still pending then
   */
  @Override
  public T get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
    if (!isDone()) {
      WaitOperation.on(
          Set.of(this), ReturnWhen.ALL_COMPLETED, Duration.ofNanos(unit.toNanos(timeout)));
    }
    if (!isDone()) {
      throw new TimeoutException(this + " was not done within " + timeout + " " + unit);
    }
    return get();
  }

  /** A short name for messages and traces; the same in every run. */
  @Override
  public String toString() {
    return "a future";
  }
}
