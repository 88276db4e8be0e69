package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks of the loop that runs it: the functions of the module {@code asyncio}, for a
 * static import. Each throws an {@link IllegalStateException} when no loop runs the calling thread.
 *
 * <p>A duration that is zero or negative means "at once", as in asyncio; one of 292 years or more
 * means "never".
 */
@API(status = Status.EXPERIMENTAL)
public final class Tasks {
  private Tasks() {}

  /** As {@link Loop#createTask(Callable)} of the running loop. */
  public static <T extends @Nullable Object> Task<T> createTask(Callable<? extends T> body) {
    return Loop.current().createTask(body);
  }

  /** As {@link Loop#createTask(VoidCallable)} of the running loop. */
  public static Task<@Nullable Void> createTask(VoidCallable body) {
    return Loop.current().createTask(body);
  }

  /** As {@link Loop#createTask(String, Callable)} of the running loop. */
  public static <T extends @Nullable Object> Task<T> createTask(
      String name, Callable<? extends T> body) {
    return Loop.current().createTask(name, body);
  }

  /** As {@link Loop#createTask(String, VoidCallable)} of the running loop. */
  public static Task<@Nullable Void> createTask(String name, VoidCallable body) {
    return Loop.current().createTask(name, body);
  }

  /** As {@link Coroutine#of(Callable)}. */
  public static <T extends @Nullable Object> Coroutine<T> coroutine(Callable<? extends T> body) {
    return Coroutine.of(body);
  }

  /** As {@link Coroutine#of(VoidCallable)}. */
  public static Coroutine<@Nullable Void> coroutine(VoidCallable body) {
    return Coroutine.of(body);
  }

  /** The running task; null in a callback or in a thread that is no task. */
  public static @Nullable Task<?> currentTask() {
    return Task.of(Engine.currentThread());
  }

  /**
   * The tasks of the running loop that are not done, in the order of creation. Takes no iteration.
   */
  public static List<Task<?>> allTasks() {
    return Loop.current().allTasks();
  }

  /**
   * Lets virtual time pass for this task; others run meanwhile.
   *
   * <p>Iterations: one if the duration is zero or negative; otherwise one after the iteration in
   * which the timer fires.
   *
   * @throws java.util.concurrent.CancellationException if the task was cancelled meanwhile
   */
  public static void sleep(Duration duration) {
    FutureWait wait = currentWait("sleep");
    long nanos = Times.nanos(duration);
    if (nanos <= 0) {
      wait.yieldOnce();
      return;
    }
    Engine engine = Loop.current().engine;
    LoopFuture<@Nullable Void> slept = new LoopFuture<>(engine);
    TimerEntry timer =
        engine.callLater(
            nanos,
            () -> {
              if (!slept.isCancelled()) {
                slept.finish(null);
              }
            },
            InternalCallback.wakes(slept));
    try {
      slept.awaitAs(dev.heddle.trace.Step.End.SLEEPS, duration);
    } finally {
      timer.cancel();
    }
  }

  /**
   * As {@code asyncio.sleep(0)}: lets everything that is ready go first. Iterations: one.
   *
   * <p>Virtual time stands still while a task only calls this again and again, even if a timer is
   * set; to wait for the timer, the task has to sleep. In CPython the clock goes on meanwhile.
   */
  public static void yieldNow() {
    currentWait("yieldNow").yieldOnce();
  }

  /**
   * Models work that takes virtual time and gives way to nobody: the clock moves on within this
   * step. Timers that become due meanwhile fire in the next iteration. Takes no iteration.
   */
  public static void spend(Duration duration) {
    Loop.current().engine.spend(Times.nanos(duration));
  }

  private static FutureWait currentWait(String operation) {
    FutureWait wait = FutureWait.current();
    if (wait == null) {
      throw new IllegalStateException(
          operation
              + " outside of a task: the calling thread is run by no loop, or runs a callback. Use"
              + " Loop.run, or create a task.");
    }
    return wait;
  }

  /**
   * Runs awaitables concurrently; coroutine objects become tasks, in the order of the arguments, in
   * this very call.
   *
   * <p>The first exception becomes that of the result, and the other awaitables go on. Cancelling
   * the result cancels every awaitable that is not done.
   *
   * <p>Iterations of the result: done at once if all are done; otherwise one after the last is
   * done. So awaiting the result takes one more than awaiting the last.
   *
   * @return the results in the order of the arguments, whatever the order of completion
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T extends @Nullable Object> LoopFuture<List<T>> gather(
      Awaitable<? extends T>... awaitables) {
    return gather(Arrays.asList(awaitables));
  }

  /** As {@link #gather(Awaitable...)}. */
  public static <T extends @Nullable Object> LoopFuture<List<T>> gather(
      List<? extends Awaitable<? extends T>> awaitables) {
    return GatheringFuture.of(Loop.current(), awaitables, false);
  }

  /**
   * As {@link #gather(Awaitable...)}, but exceptions, and a {@link
   * java.util.concurrent.CancellationException} of a cancelled awaitable, are among the results.
   */
  public static LoopFuture<List<@Nullable Object>> gatherOutcomes(
      List<? extends Awaitable<?>> awaitables) {
    return GatheringFuture.<@Nullable Object>of(Loop.current(), awaitables, true);
  }

  /**
   * Waits until one, the first failing, or all of some futures are done; cancels none of them and
   * throws none of their exceptions. {@code asyncio.wait}, under a name that can be imported
   * statically.
   *
   * <p>Iterations: two after the decisive one is done, even if all are done already.
   *
   * @param timeout for how long at most; null: without limit
   * @return which are done and which are not
   * @throws IllegalArgumentException if there are no futures
   */
  public static <F extends LoopFuture<?>> DoneAndPending<F> waitUntil(
      Collection<? extends F> futures, ReturnWhen returnWhen, @Nullable Duration timeout) {
    Set<F> distinct = new LinkedHashSet<>(futures);
    WaitOperation.on(distinct, returnWhen, timeout);
    Set<F> done = new LinkedHashSet<>();
    Set<F> pending = new LinkedHashSet<>();
    for (F future : distinct) {
      (future.isDone() ? done : pending).add(future);
    }
    return new DoneAndPending<>(done, pending);
  }

  /** Waits until all of some futures are done; as {@link #waitUntil}. */
  public static <F extends LoopFuture<?>> DoneAndPending<F> waitAll(
      Collection<? extends F> futures) {
    return waitUntil(futures, ReturnWhen.ALL_COMPLETED, null);
  }

  /**
   * The futures in the order in which they are done.
   *
   * @param timeout for how long at most; null: without limit
   */
  public static <F extends LoopFuture<?>> Completions<F> asCompleted(
      Collection<? extends F> futures, @Nullable Duration timeout) {
    return new Completions<>(Loop.current().engine, futures, timeout);
  }

  /** The futures in the order in which they are done, without limit of time. */
  public static <F extends LoopFuture<?>> Completions<F> asCompleted(
      Collection<? extends F> futures) {
    return asCompleted(futures, null);
  }

  /**
   * A future with the outcome of another, whose cancelling does not cancel the other. A coroutine
   * object becomes a task at once.
   *
   * <p>Iterations: one more than awaiting the other takes. If the other is done already, it is
   * itself returned.
   */
  public static <T extends @Nullable Object> LoopFuture<T> shield(Awaitable<T> awaitable) {
    return Shield.of(Loop.current().tasks.ensureFuture(awaitable));
  }

  /**
   * Awaits with a deadline: {@link #timeout} around {@link Awaitable#await}. A coroutine object
   * runs in the calling task. What misses the deadline is cancelled, and this waits for its
   * clean-up; if it returns a value all the same, so does this.
   *
   * <p>Iterations: none of its own.
   *
   * @param timeout null: without limit; zero or negative: a coroutine object is not even started
   * @throws TimeoutException if the deadline has passed
   */
  public static <T extends @Nullable Object> T waitFor(
      Awaitable<T> awaitable, @Nullable Duration timeout) throws TimeoutException {
    if (timeout != null && Times.nanos(timeout) <= 0) {
      return CancelAndWait.result(Loop.current().tasks.ensureFuture(awaitable));
    }
    return Timeout.<T>run(timeout, cm -> awaitable.await());
  }

  /**
   * Runs a block of code under a deadline.
   *
   * <p>Iterations: none of its own. With a deadline that has passed, the block still runs up to its
   * first suspension.
   *
   * @param delay the time until the deadline; null: there is no deadline yet
   * @throws TimeoutException if the deadline has passed and the block ended by being cancelled
   */
  public static <T extends @Nullable Object> T timeout(
      @Nullable Duration delay, Timeout.Body<? extends T> body) throws TimeoutException {
    Objects.requireNonNull(body, "body");
    return Timeout.<T>run(delay, body);
  }

  /**
   * Runs a block of code without a result; otherwise as {@link #timeout(Duration, Timeout.Body)}.
   */
  public static void timeout(@Nullable Duration delay, Timeout.VoidBody body)
      throws TimeoutException {
    Objects.requireNonNull(body, "body");
    Timeout.<@Nullable Void>run(
        delay,
        timeout -> {
          body.execute(timeout);
          return null;
        });
  }

  /**
   * Runs a block of code and the tasks that it creates in a group, and waits for all of them.
   *
   * <p>Iterations: none if no task is left; otherwise two after the last is done.
   *
   * @return the result of the block
   * @throws ExceptionGroup if a task or the block failed
   */
  public static <T extends @Nullable Object> T group(TaskGroup.Body<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return TaskGroup.<T>run(body);
  }

  /** Runs a block of code without a result; otherwise as {@link #group(TaskGroup.Body)}. */
  public static void group(TaskGroup.VoidBody body) {
    Objects.requireNonNull(body, "body");
    TaskGroup.<@Nullable Void>run(
        group -> {
          body.execute(group);
          return null;
        });
  }
}
