package dev.heddle;

import dev.heddle.internal.core.AwaitState;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.engine.Engine;
import dev.heddle.trace.Step.End;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Lets one managed thread wait for futures, and give way: {@code Task.__step} and {@code
 * Task.__wakeup} of CPython. Used on that thread only.
 */
final class FutureWait implements AwaitState {
  /** A task, as its waits see it: they deliver the requests to cancel it. */
  interface Cancellable {
    /** Whether {@code future} is this. */
    boolean is(LoopFuture<?> future);

    /** What to throw: the request to cancel that was not delivered yet, or else {@code thrown}. */
    @Nullable Throwable cancellationOr(@Nullable Throwable thrown);

    /** Passes a request to cancel on to the future that the task begins to await. */
    void passOnCancel(LoopFuture<?> awaited);

    /**
     * Takes note of an interrupt that stood for a request to cancel: unless the code under test has
     * seen it, the request is delivered here. Returns whether there was one.
     */
    boolean takeInterruptSent(boolean interrupted);
  }

  private final ManagedThread thread;

  /** The future that it awaits. */
  private @Nullable LoopFuture<?> awaited;

  /** The future that has woken the thread, until it has run. */
  private @Nullable LoopFuture<?> wokenBy;

  private FutureWait(ManagedThread thread) {
    this.thread = thread;
  }

  /** The one of the calling thread; null if that is not a managed thread. */
  static @Nullable FutureWait current() {
    ManagedThread thread = Engine.currentThread();
    if (thread == null) {
      return null;
    }
    if (thread.awaiting instanceof FutureWait known) {
      return known;
    }
    FutureWait wait = new FutureWait(thread);
    thread.awaiting = wait;
    return wait;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is awaited
  public @Nullable Object awaited() {
    return awaited;
  }

  @Override
  public List<Thread> wakers() {
    return awaited == null ? List.of() : awaited.wakers();
  }

  /** The future that a thread awaits; null if it does not. */
  static @Nullable LoopFuture<?> awaitedBy(ManagedThread thread) {
    return thread.awaiting instanceof FutureWait wait ? wait.awaited : null;
  }

  /** Puts the thread at the end of the ready queue because {@code future} is done. */
  void wake(LoopFuture<?> future) {
    wokenBy = future;
    thread.enqueue();
  }

  /** Gives way for one iteration of the loop. */
  void yieldOnce() {
    takeInterrupt();
    thread.enqueue();
    suspend(End.YIELDED, "");
    resumed();
  }

  /** Waits until {@code future} is done; throws what it failed with. */
  void await(LoopFuture<?> future, End reason, Object detail) {
    takeInterrupt();
    if (future.engine != engine()) {
      failNextTurn(
          "Task "
              + thread.label()
              + " awaits "
              + future
              + " of another loop: a future can be awaited on its own loop only.");
    }
    Cancellable task = task();
    if (task != null && task.is(future)) {
      failNextTurn("Task " + thread.label() + " awaits itself.");
    }
    future.addWaiter(this);
    awaited = future;
    if (task != null) {
      task.passOnCancel(future);
    }
    suspend(reason, detail);
    resumed();
  }

  /** As in CPython, a wrong await fails in the next iteration. */
  private void failNextTurn(String message) {
    yieldOnce();
    throw new IllegalStateException(message);
  }

  private void suspend(End reason, Object detail) {
    if (!thread.trySuspend(reason, detail)) {
      throw engine().steps.isPinned();
    }
  }

  /** The task that waits; null if that is a thread without one. */
  private @Nullable Cancellable task() {
    return thread.owner instanceof Cancellable task ? task : null;
  }

  private static Engine engine() {
    return Objects.requireNonNull(Engine.currentEngine());
  }

  /** The thread goes on: throws what there is to throw at the suspension point. */
  private void resumed() {
    LoopFuture<?> by = wokenBy;
    LoopFuture<?> before = awaited;
    wokenBy = null;
    awaited = null;
    Throwable thrown = by == null ? null : by.failureForWaiter();
    if (by == null && before != null) {
      before.removeWaiter(this);
      Thread.interrupted();
      thrown = new CancellationException("interrupted");
    }
    Cancellable task = task();
    if (task != null) {
      thrown = task.cancellationOr(thrown);
    }
    if (thrown != null) {
      throw SneakyThrow.rethrow(thrown);
    }
  }

  /** A pending interrupt is a request to cancel, which our suspension points deliver. */
  private void takeInterrupt() {
    boolean interrupted = Thread.interrupted();
    Cancellable task = task();
    if (task != null && task.takeInterruptSent(interrupted)) {
      return;
    }
    if (interrupted) {
      throw new CancellationException("interrupted");
    }
  }
}
