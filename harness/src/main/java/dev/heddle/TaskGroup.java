package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that end together, made by {@link Tasks#group}: the block's end waits for all of them; the
 * first that fails cancels the others and the block. {@code asyncio.TaskGroup} of CPython 3.13; the
 * tasks of a group that aborts are cancelled in the order of their creation, where CPython goes by
 * memory address.
 */
@API(status = Status.EXPERIMENTAL)
public final class TaskGroup {
  /**
   * The block of a group.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> extends VoidBody {
    /**
     * Runs in the calling task.
     *
     * @param group the group, to create tasks in
     * @return the result of the block
     * @throws Exception whatever the block throws; it becomes part of an {@link ExceptionGroup}
     */
    T run(TaskGroup group) throws Exception;

    /** Runs in the calling task, and forgets the result. */
    @Override
    default void execute(TaskGroup group) throws Exception {
      run(group);
    }
  }

  /** The block of a group, without a result. As a lambda it needs braces. */
  @FunctionalInterface
  public interface VoidBody {
    /**
     * Runs in the calling task.
     *
     * @param group the group, to create tasks in
     * @throws Exception whatever the block throws; it becomes part of an {@link ExceptionGroup}
     */
    void execute(TaskGroup group) throws Exception;
  }

  private final Loop loop;
  private final Task<?> parent;

  /** The tasks that are not done. */
  private final Set<Task<?>> tasks = new LinkedHashSet<>();

  private final List<Throwable> errors = new ArrayList<>();
  private @Nullable ExitError exit;
  private boolean exiting;
  private boolean aborting;

  /** Whether the group itself has cancelled its parent, and has to take that back. */
  private boolean parentCancelRequested;

  /** What the end of the block waits for. */
  private @Nullable LoopFuture<@Nullable Void> allDone;

  private TaskGroup(Loop loop, Task<?> parent) {
    this.loop = loop;
    this.parent = parent;
  }

  static <T extends @Nullable Object> T run(Body<? extends T> body) {
    Task<?> parent = Tasks.currentTask();
    if (parent == null) {
      throw new IllegalStateException(
          "A TaskGroup cannot determine its parent task: use it in one.");
    }
    TaskGroup group = new TaskGroup(Loop.current(), parent);
    T result;
    try {
      result = body.run(group);
    } catch (Throwable e) {
      group.leave(e);
      throw SneakyThrow.rethrow(
          e); // the block was cancelled by the group itself, and nothing failed
    }
    group.leave(null);
    return result;
  }

  /**
   * Creates a task in this group; otherwise as {@link Loop#createTask(Callable)}.
   *
   * @throws IllegalStateException if the group is finished or shutting down
   */
  public <T extends @Nullable Object> Task<T> createTask(Callable<? extends T> body) {
    checkOpen();
    return add(loop.createTask(body));
  }

  /** Creates a task without a result in this group; otherwise as {@link #createTask(Callable)}. */
  public Task<@Nullable Void> createTask(VoidCallable body) {
    return createTask(Callables.withoutResult(body));
  }

  /**
   * Creates a task with a name in this group; otherwise as {@link #createTask(Callable)}.
   *
   * @throws IllegalStateException if the group is finished or shutting down
   */
  public <T extends @Nullable Object> Task<T> createTask(String name, Callable<? extends T> body) {
    checkOpen();
    return add(loop.createTask(name, body));
  }

  /** Creates a task with a name and without a result in this group. */
  public Task<@Nullable Void> createTask(String name, VoidCallable body) {
    return createTask(name, Callables.withoutResult(body));
  }

  private void checkOpen() {
    loop.engine.access.checkOpen("createTask");
    if (exiting && tasks.isEmpty()) {
      throw new IllegalStateException("The TaskGroup is finished: create tasks inside its block.");
    }
    if (aborting) {
      throw new IllegalStateException(
          "The TaskGroup is shutting down, because a task of it failed or it was cancelled.");
    }
  }

  private <T extends @Nullable Object> Task<T> add(Task<T> task) {
    if (task.isDone()) {
      done(task);
    } else {
      tasks.add(task);
      task.addQuietly(this::done, new InternalCallback(this, () -> effectOf(task)));
    }
    return task;
  }

  /** {@code __aexit__}: returns if the block may end as it did. */
  private void leave(@Nullable Throwable thrown) {
    exiting = true;
    if (thrown instanceof ExitError e && exit == null) {
      exit = e;
    }
    Throwable cancelled = isCancellation(thrown) ? thrown : null;
    if (thrown != null && !aborting) {
      abort();
    }
    while (!tasks.isEmpty()) {
      if (allDone == null) {
        allDone = new LoopFuture<>(loop.engine);
      }
      try {
        allDone.await();
      } catch (CancellationException e) {
        if (!aborting) {
          cancelled = e;
          abort();
        }
      }
      allDone = null;
    }
    if (exit != null) {
      throw exit;
    }
    if (parentCancelRequested && parent.uncancel() == 0) {
      cancelled = null;
    }
    if (cancelled != null && errors.isEmpty()) {
      throw SneakyThrow.rethrow(cancelled);
    }
    if (thrown != null && !isCancellation(thrown)) {
      errors.add(thrown);
    }
    if (!errors.isEmpty()) {
      if (parent.cancelling() > 0) {
        parent.uncancel();
        parent.cancel();
      }
      throw new ExceptionGroup(errors);
    }
  }

  private static boolean isCancellation(@Nullable Throwable thrown) {
    return thrown instanceof CancellationException || thrown instanceof InterruptedException;
  }

  private void abort() {
    aborting = true;
    for (Task<?> task : List.copyOf(tasks)) {
      if (!task.isDone()) {
        task.cancel();
      }
    }
  }

  private InternalCallback.Effect effectOf(LoopFuture<?> done) {
    if (!aborting && done.hasFailed()) {
      return InternalCallback.Effect.ACTS;
    }
    return allDone != null && tasks.stream().allMatch(Task::isDone)
        ? InternalCallback.Effect.WAKES
        : InternalCallback.Effect.NONE;
  }

  private void done(LoopFuture<?> task) {
    tasks.remove(Objects.requireNonNull(task));
    if (allDone != null && tasks.isEmpty() && !allDone.isDone()) {
      allDone.finish(null);
    }
    if (task.isCancelled()) {
      return;
    }
    Throwable failure = task.exception();
    if (failure == null) {
      return;
    }
    errors.add(failure);
    if (failure instanceof ExitError e && exit == null) {
      exit = e;
    }
    if (parent.isDone()) {
      loop.engine.problems.report(
          Problem.Kind.GROUP,
          "Task "
              + task
              + " has errored out but its parent task "
              + parent
              + " is already completed",
          failure,
          task);
      return;
    }
    if (!aborting && !parentCancelRequested) {
      abort();
      parentCancelRequested = true;
      parent.cancel();
    }
  }

  @Override
  public String toString() {
    return "TaskGroup of " + parent;
  }
}
