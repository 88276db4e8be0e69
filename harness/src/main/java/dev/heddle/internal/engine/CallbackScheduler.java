package dev.heddle.internal.engine;

import dev.heddle.internal.hook.Randomness;
import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.hook.World;
import dev.heddle.internal.jdk.Jdk;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK asks for while a callback runs, on the carrier itself: virtual time, but no waiting.
 * A sleep in a callback blocks the loop, as {@code time.sleep} does in asyncio, and takes virtual
 * time.
 */
final class CallbackScheduler implements Scheduler, WatchedLoop.Source {
  final Engine engine;

  CallbackScheduler(Engine engine) {
    this.engine = engine;
  }

  @Override
  public WatchedLoop watched() {
    return engine.watched;
  }

  @Override
  public World world() {
    return engine.world;
  }

  /** A callback has started a virtual thread, which has no scheduler of its own yet. */
  @Override
  public void execute(Runnable continuation) {
    if (engine.access.isClosed() || engine.access.isInside()) {
      adopt(continuation);
    } else {
      engine.mailbox.post(() -> adopt(continuation));
    }
  }

  private void adopt(Runnable continuation) {
    Thread started = Jdk.virtualThreads().threadOf(continuation);
    if (engine.access.isClosed() || Jdk.virtualThreads().isService(started)) {
      Jdk.virtualThreads().giveBack(started, continuation);
    } else {
      engine.starts.adopt(started, continuation);
    }
  }

  @Override
  public Future<?> schedule(Runnable command, long nanos) {
    throw new UnsupportedOperationException("a callback runs on no thread of its own");
  }

  @Override
  public boolean hasReleased() {
    return false;
  }

  @Override
  public Thread shown(Thread self) {
    return self;
  }

  @Override
  public Randomness randomness() {
    return engine.randomness;
  }

  @Override
  public void parking() {
    throw engine.verdict.raise(engine.steps.blocks("a wait of java.util.concurrent"));
  }

  @Override
  public void reaching(String doing) {
    engine.outside.reaching(null, doing);
  }

  @Override
  public void accessing(@Nullable Object target, int index, int site) {
    // A callback is never split.
  }

  @Override
  public void monitorEntered() {
    // A callback leaves its monitors before anybody else goes.
  }

  @Override
  public void accessingInside(@Nullable Object self) {
    // A callback is never split.
  }

  @Override
  public boolean setBusy(boolean isBusy) {
    return false; // a callback has no points
  }

  @Override
  public void initialising(Class<?> type) {
    // A callback is never split.
  }

  @Override
  public void initialised(Class<?> type) {
    // A callback is never split.
  }

  @Override
  public void joining(Thread joined) {
    engine.outside.joining(null, joined);
  }

  @Override
  public void interrupting() {
    // The carrier is no virtual thread: nobody asks.
  }

  @Override
  public void waiting(Object monitor) {
    if (Thread.holdsLock(monitor)) {
      throw engine.verdict.raise(engine.steps.blocks("Object.wait"));
    }
  }

  @Override
  public void leaving() {
    // The carrier is no virtual thread: nobody asks.
  }

  @Override
  public void aboutToPark() {
    parking();
  }

  @Override
  public void dying(Throwable thrown) {
    // The carrier does not end.
  }

  @Override
  public void caught(Throwable thrown) {
    // A callback is no thread that could hold anything afterwards.
  }
}
