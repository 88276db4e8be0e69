package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.engine.Engine;
import dev.heddle.internal.engine.InsideLoop;
import dev.heddle.internal.engine.Watchdog;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.VerdictError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Runs several bodies on one loop and then cleans up, as {@code asyncio.Runner} does. Tasks that
 * are not done when a run ends stand still until the next one; those that are left are cancelled by
 * {@link #close()}.
 *
 * <p>After a run that ended by a {@link VerdictError} or {@link ExitError} another one may follow,
 * to end what is left: it goes in the default order, and is not traced.
 */
@API(status = Status.EXPERIMENTAL)
public final class Runner implements AutoCloseable {
  private final Loop loop;
  private boolean closed;

  /** Makes a runner with a loop of the default kind. */
  public Runner() {
    this(Loop.builder());
  }

  /** Makes a runner with a loop of its own, built by {@code builder}. */
  public Runner(LoopBuilder builder) {
    loop = builder.build();
  }

  /** The loop of this runner. */
  public Loop loop() {
    return loop;
  }

  /**
   * Runs a body as the main task; returns its result or throws its exception.
   *
   * @throws IllegalStateException if a loop runs the calling thread, or this is closed
   */
  public <T extends @Nullable Object> T run(Callable<? extends T> main) {
    InsideLoop.refuse(
        "Runner.run() cannot be called from a running event loop. Await the work instead, or call"
            + " it outside of the loop.");
    if (closed) {
      throw new IllegalStateException("Runner is closed. Make a new one.");
    }
    return loop.runUntilComplete(loop.<T>createTask(main));
  }

  /** Runs a body without a result as the main task; otherwise as {@link #run(Callable)}. */
  public void run(VoidCallable main) {
    run(Callables.withoutResult(main));
  }

  /** Runs a body and closes, with one change of threads. */
  static <T extends @Nullable Object> T runAndClose(
      LoopBuilder builder, Loop.Body<? extends T> main) {
    Runner runner = new Runner(builder);
    Task<T> task = runner.loop.createTask(() -> main.run(runner.loop));
    return Watchdog.call(
        runner.loop.engine.watched,
        task::cancel,
        () -> {
          T result;
          try {
            result = runner.loop.runUntilComplete(task);
          } catch (Throwable e) {
            runner.closeAfter(e);
            throw SneakyThrow.rethrow(e);
          }
          runner.close();
          return result;
        });
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (Throwable e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Cancels the tasks that are left, in the order of their creation, waits for their clean-up, and
   * closes the loop: in the default order, whatever the loop's policy. Does nothing the second
   * time.
   *
   * <p>After a run that ended by a verdict, such as a deadlock, the clean-up has a small budget of
   * steps and of virtual time. What has not ended then is abandoned, and not reported.
   *
   * @throws VerdictError if the clean-up does not end, and the run had no verdict
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Throwable verdict = loop.engine.verdict.get();
    try {
      Watchdog.call(
          loop.engine.watched,
          loop::stop,
          () -> {
            end();
            return null;
          });
    } catch (Throwable e) {
      if (e != verdict) {
        throw e;
      }
    }
  }

  private void end() {
    Engine engine = loop.engine;
    if (engine.decisions.isAsked()) {
      engine.recorder.stop(); // what is decided and what is traced end together
    }
    engine.shutdown.begin();
    try {
      cancelAll();
      shutDown();
    } finally {
      engine.close();
    }
  }

  private void cancelAll() {
    List<Task<?>> left = loop.allTasks();
    if (left.isEmpty()) {
      return;
    }
    loop.tasks.setDropped(left);
    left.forEach(Task::cancel);
    loop.runUntilComplete(GatheringFuture.<@Nullable Object>of(loop, new ArrayList<>(left), true));
    for (Task<?> task : left) {
      Throwable failure = task.isCancelled() ? null : task.exception();
      if (failure != null) {
        loop.engine.problems.report(
            Problem.Kind.SHUTDOWN,
            "unhandled exception during the shutdown of the run, in " + task,
            failure,
            task);
      }
    }
  }

  /** asyncio shuts down its asynchronous generators and its executor: two iterations each. */
  private void shutDown() {
    for (int i = 0; i < 2; i++) {
      loop.tasks.nextName(); // in asyncio it is a task, which takes a number
      if (!loop.engine.hasNothingToDo()) {
        runTwoTurns();
      }
    }
  }

  private void runTwoTurns() {
    Engine engine = loop.engine;
    engine.callSoon(
        () -> engine.callSoon(loop::stop, InternalCallback.INVISIBLE), InternalCallback.INVISIBLE);
    loop.runForever();
  }
}
