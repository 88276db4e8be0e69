package dev.heddle;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.NumberedNames;
import dev.heddle.internal.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Creates the tasks of a loop, gives them numbers, and lists those that are not done. */
final class TaskFactory {
  private static final NumberedNames NAMES = new NumberedNames("Task-");

  private final Engine engine;

  /** Whether tasks start eagerly unless their creator says so. */
  private boolean eager;

  /** How many tasks without a name of their own there were. */
  private int numbers;

  /** What the end of the run has cancelled. */
  private List<Task<?>> dropped = List.of();

  TaskFactory(Engine engine) {
    this.engine = engine;
  }

  void setEager(boolean on) {
    engine.access.checkInside("setEagerTasks");
    eager = on;
  }

  /** asyncio has tasks for some things that have none here, and their numbers are skipped. */
  String nextName() {
    return NAMES.of(++numbers);
  }

  <T extends @Nullable Object> Task<T> create(Callable<? extends T> body) {
    return create(null, body, eager);
  }

  <T extends @Nullable Object> Task<T> create(String name, Callable<? extends T> body) {
    return create(Objects.requireNonNull(name, "name"), body, eager);
  }

  <T extends @Nullable Object> Task<T> createEager(Callable<? extends T> body) {
    return create(null, body, true);
  }

  <T extends @Nullable Object> Task<T> createEager(String name, Callable<? extends T> body) {
    return create(Objects.requireNonNull(name, "name"), body, true);
  }

  private <T extends @Nullable Object> Task<T> create(
      @Nullable String name, Callable<? extends T> body, boolean startsNow) {
    Objects.requireNonNull(body, "body");
    engine.access.checkOpen("createTask");
    Task<T> task = new Task<>(engine, name == null ? nextName() : name, body);
    engine.threads.add(task.managed);
    if (startsNow && engine.access.isRunning()) {
      engine.steps.startEagerly(task.managed);
    } else {
      task.managed.enqueue();
    }
    return task;
  }

  /** Creates a managed thread that is no task. */
  Thread createThread(Runnable body) {
    Objects.requireNonNull(body, "body");
    ManagedThread managed = engine.starts.newThread(null, engine.threads.nextName(), body);
    engine.threads.add(managed);
    return managed.thread;
  }

  /** A future as it is; a coroutine object as a new task. */
  <T extends @Nullable Object> LoopFuture<T> ensureFuture(Awaitable<T> awaitable) {
    if (awaitable instanceof Coroutine<T> coroutine) {
      return create(coroutine.wrapped());
    }
    return (LoopFuture<T>) awaitable;
  }

  /** The tasks that are not done, in the order of creation. */
  List<Task<?>> all() {
    List<Task<?>> tasks = new ArrayList<>();
    for (ManagedThread managed : engine.threads) {
      Task<?> task = Task.of(managed);
      if (task != null && !task.isDone()) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  /** What the end of the run has cancelled. */
  List<Task<?>> dropped() {
    return dropped;
  }

  void setDropped(List<Task<?>> tasks) {
    dropped = List.copyOf(tasks);
  }
}
