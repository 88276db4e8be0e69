package dev.heddle;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ThreadOwner;
import dev.heddle.internal.engine.Engine;
import dev.heddle.trace.Step.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A body that runs on a virtual thread of its own under the loop, and its result to come, as {@code
 * asyncio.Task} is. It starts in the iteration after its creation, in the order of creation, unless
 * it was created eager.
 *
 * @param <T> the type of the result
 */
@API(status = Status.EXPERIMENTAL)
public final class Task<T extends @Nullable Object> extends LoopFuture<T> {
  private final Callable<? extends T> body;

  final ManagedThread managed;

  private String name;

  /** A request to cancel that was not delivered yet: thrown at the next suspension point. */
  private boolean mustCancel;

  /** An interrupt was sent to a foreign wait in place of the exception. */
  private boolean interruptSent;

  /** How many requests to cancel there were, less those taken back. */
  private int cancelRequests;

  /** In {@link #cancel}, so that a cycle of tasks that await each other ends. */
  private boolean inCancel;

  Task(Engine engine, String name, Callable<? extends T> body) {
    super(engine);
    this.body = body;
    this.name = name;
    this.managed = engine.starts.newThread(new Owner(this), name, this::runBody);
    this.managed.createdAt = engine.callSite();
  }

  // ---- running ----------------------------------------------------------------------------

  /** The task whose body a thread runs; null if there is none. */
  static @Nullable Task<?> of(@Nullable ManagedThread thread) {
    return thread != null && thread.owner instanceof Owner owner ? owner.task() : null;
  }

  @Override
  List<Thread> wakers() {
    return List.of(managed.thread);
  }

  /** What the engine knows of a task. */
  private record Owner(Task<?> task) implements ThreadOwner, FutureWait.Cancellable {
    @Override
    public boolean is(LoopFuture<?> future) {
      return future == task;
    }

    @Override
    public @Nullable Throwable cancellationOr(@Nullable Throwable thrown) {
      return task.cancellationOr(thrown);
    }

    @Override
    public void passOnCancel(LoopFuture<?> awaited) {
      task.passOnCancel(awaited);
    }

    @Override
    public boolean takeInterruptSent(boolean interrupted) {
      return task.takeInterruptSent(interrupted);
    }

    @Override
    public String name() {
      return task.name;
    }

    @Override
    public boolean cancelledBeforeStart() {
      return task.cancelledBeforeStart();
    }

    @Override
    public void waitsElsewhere() {
      task.cancelForeignWait();
    }

    @Override
    public End end() {
      if (task.isCancelled()) {
        return End.CANCELLED;
      }
      return task.hasFailed() ? End.FAILED : End.RETURNED;
    }

    @Override
    public @Nullable Throwable failure() {
      return task.peekException();
    }

    @Override
    public Future<?> future() {
      return task;
    }
  }

  /** The first step: a task that was cancelled before it is not run at all. */
  private boolean cancelledBeforeStart() {
    if (!mustCancel) {
      return false;
    }
    mustCancel = false;
    becomeCancelled(null, newCancellation());
    return true;
  }

  /** Task.__step_run_and_handle_result of CPython, on the task's own thread. */
  private void runBody() {
    try {
      T value = body.call();
      if (mustCancel || (interruptSent && Thread.interrupted())) {
        mustCancel = false;
        becomeCancelled(cancelMessage(), null);
      } else {
        finish(value);
      }
    } catch (CancellationException e) {
      becomeCancelled(null, e);
    } catch (InterruptedException e) {
      CancellationException cancelled = newCancellation();
      cancelled.initCause(e);
      becomeCancelled(null, cancelled);
    } catch (Throwable e) {
      fail(e);
    }
  }

  /** A request that waits to be delivered becomes what is thrown. */
  private @Nullable Throwable cancellationOr(@Nullable Throwable thrown) {
    if (!mustCancel) {
      return thrown;
    }
    mustCancel = false;
    return thrown instanceof CancellationException ? thrown : newCancellation();
  }

  /** A request that waits to be delivered goes to the future that the task begins to wait for. */
  private void passOnCancel(LoopFuture<?> awaited) {
    if (mustCancel && awaited.cancel(cancelMessage())) {
      mustCancel = false;
    }
  }

  /**
   * At a suspension point of ours: was an interrupt that stood for a request to cancel seen by the
   * code under test, or is it still to be delivered? Returns whether there was one.
   */
  private boolean takeInterruptSent(boolean interrupted) {
    boolean sent = interruptSent;
    interruptSent = false;
    if (sent && interrupted) {
      mustCancel = true;
    }
    return sent;
  }

  /** The step has ended in a wait that is not ours: a request to cancel goes there as interrupt. */
  private void cancelForeignWait() {
    if (mustCancel) {
      mustCancel = false;
      interrupt();
    }
  }

  private void interrupt() {
    interruptSent = true;
    engine.access.asInside(managed.thread::interrupt);
  }

  // ---- cancelling -------------------------------------------------------------------------

  /**
   * Requests that this task be cancelled: a {@link CancellationException} is thrown at the
   * suspension point where it waits, in the next iteration; a wait of other code, such as {@code
   * queue.take()}, is interrupted. The task may clean up, waiting if need be, or ignore the
   * request. What the task awaits is cancelled first. A task that has not started never runs.
   *
   * @return false if it is done already
   */
  @Override
  public boolean cancel(@Nullable String message) {
    engine.access.checkInside("cancel");
    retrieved();
    if (isDone()) {
      return false;
    }
    // A loop, not a recursion: chains of waiting tasks can be very long, or a circle.
    List<Task<?>> chain = new ArrayList<>(2);
    Task<?> task = this;
    while (true) {
      chain.add(task);
      task.inCancel = true;
      task.cancelRequests++;
      LoopFuture<?> awaited = FutureWait.awaitedBy(task.managed);
      if (!(awaited instanceof Task<?> next)) {
        task.requestHere(awaited, message);
        break;
      }
      next.retrieved();
      if (next.isDone()) {
        task.requestHere(null, message);
        break;
      }
      if (next.inCancel) {
        break;
      }
      task = next;
    }
    chain.forEach(t -> t.inCancel = false);
    return true;
  }

  /** The end of a chain of tasks that await each other. */
  private void requestHere(@Nullable LoopFuture<?> awaited, @Nullable String message) {
    if (awaited != null && awaited.cancel(message)) {
      return;
    }
    setCancelMessage(message);
    if (managed.isStarted() && !managed.suspended && engine.running.thread != managed) {
      interrupt();
    } else {
      mustCancel = true;
    }
  }

  /** How many requests to cancel there were, less those taken back by {@link #uncancel()}. */
  public int cancelling() {
    return cancelRequests;
  }

  /**
   * Takes one request to cancel back; the last one also drops a request that was not delivered yet.
   *
   * @return how many are left
   */
  public int uncancel() {
    if (cancelRequests > 0) {
      cancelRequests--;
      if (cancelRequests == 0) {
        mustCancel = false;
      }
    }
    return cancelRequests;
  }

  // ---- who it is --------------------------------------------------------------------------

  /** The name; {@code Task-1}, {@code Task-2} … in the order of creation if none was given. */
  public String getName() {
    return name;
  }

  /** Gives it another name. */
  public void setName(String newName) {
    name = Objects.requireNonNull(newName, "newName");
    managed.thread.setName(newName);
  }

  /** The virtual thread that the body runs on. */
  public Thread thread() {
    return managed.thread;
  }

  /**
   * Not supported: the result of a task is that of its body.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void setResult(T value) {
    throw new UnsupportedOperationException(
        "Task does not support setResult: its body returns it.");
  }

  /**
   * Not supported: the exception of a task is that of its body.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void setException(Throwable failure) {
    throw new UnsupportedOperationException(
        "Task does not support setException: its body throws it.");
  }

  @Override
  public String toString() {
    return name;
  }
}
