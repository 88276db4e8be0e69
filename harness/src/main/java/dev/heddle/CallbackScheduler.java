package dev.heddle;

import dev.heddle.internal.Scheduler;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * The world as callbacks see it, which run on the carrier itself: virtual time too, but no waiting.
 * A sleep there blocks the loop, as {@code time.sleep} does in asyncio, and takes virtual time.
 */
final class CallbackScheduler implements Scheduler {
  final Engine engine;

  CallbackScheduler(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void execute(Runnable command) {
    throw new UnsupportedOperationException("a callback runs on no thread of its own");
  }

  @Override
  public Future<?> schedule(Runnable command, long nanos) {
    throw new UnsupportedOperationException("a callback runs on no thread of its own");
  }

  @Override
  public void scheduleUnlessDone(Runnable command, long nanos, Future<?> task) {
    engine.callLaterUnlessDone(nanos, command, task);
  }

  @Override
  public void starting(Thread thread) {
    engine.outside.started(thread);
  }

  @Override
  public long nanoTime() {
    return engine.now;
  }

  @Override
  public Instant instant() {
    return engine.instant();
  }

  @Override
  public void spend(long nanos) {
    engine.spend(nanos);
  }

  @Override
  public void parking() {
    throw engine.steps.blocks("a wait of java.util.concurrent");
  }

  @Override
  public void interrupting() {
    // The carrier is no virtual thread: nobody asks.
  }

  @Override
  public void exit(int status) {
    throw new ExitError(status);
  }
}
