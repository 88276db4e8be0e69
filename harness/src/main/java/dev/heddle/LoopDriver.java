package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.engine.Engine;
import dev.heddle.internal.engine.InsideLoop;
import dev.heddle.internal.engine.Watchdog;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a loop until it is stopped or a future is done, and closes it. */
final class LoopDriver {
  private final Engine engine;

  private final TaskFactory tasks;

  LoopDriver(Engine engine, TaskFactory tasks) {
    this.engine = engine;
    this.tasks = tasks;
  }

  void stop() {
    engine.stop();
  }

  void runForever() {
    checkRunnable();
    runForever(this::stop);
  }

  private void runForever(Runnable onInterrupt) {
    watch(onInterrupt, engine::runForever);
  }

  private void watch(Runnable onInterrupt, Runnable body) {
    Watchdog.<@Nullable Void>call(
        engine.watched,
        onInterrupt,
        () -> {
          body.run();
          return null;
        });
  }

  <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
    LoopFuture<T> future;
    if (engine.isNested()) {
      engine.access.checkOpen("runUntilComplete");
      future = tasks.ensureFuture(awaitable);
      driveNested(future);
    } else {
      checkRunnable();
      future = tasks.ensureFuture(awaitable);
      drive(future, !(awaitable instanceof LoopFuture));
    }
    if (!future.isDone()) {
      throw new IllegalStateException("Event loop stopped before Future completed.");
    }
    return future.result();
  }

  private void drive(LoopFuture<?> future, boolean isNew) {
    boolean[] thrown = new boolean[1]; // a run that failed must not stop the clean-up
    Consumer<LoopFuture<?>> stopWhenDone =
        done -> {
          if (!thrown[0]) {
            stop();
          }
        };
    future.addQuietly(stopWhenDone, InternalCallback.INVISIBLE);
    try {
      runForever(future::cancel);
    } catch (Throwable e) {
      thrown[0] = true;
      if (isNew && future.isDone()) {
        future.retrieved();
      }
      throw e;
    } finally {
      future.removeDoneCallback(stopWhenDone);
    }
  }

  private void driveNested(LoopFuture<?> future) {
    if (engine.access.isRunning()) {
      engine.steps.runNested(() -> engine.runUntil(future::isDone));
    } else {
      refuseInsideAnotherLoop();
      watch(future::cancel, () -> engine.runUntil(future::isDone));
    }
  }

  void close() {
    if (engine.access.isRunning()) {
      throw new IllegalStateException(
          "Cannot close a running event loop: call stop(), and close it when run has returned.");
    }
    engine.close();
  }

  private void checkRunnable() {
    if (engine.access.isRunning()) {
      throw new IllegalStateException(
          "This event loop is already running. Await the future instead, or build the loop with"
              + " Loop.builder().nested(true).");
    }
    engine.access.checkOpen("run");
    refuseInsideAnotherLoop();
  }

  private static void refuseInsideAnotherLoop() {
    InsideLoop.refuse(
        "Cannot run the event loop while another loop is running. Await the work in that loop"
            + " instead, or run this one outside of it.");
  }
}
