package dev.heddle;

import dev.heddle.internal.FutureWatch;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.Randomness;
import dev.heddle.internal.Scheduler;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * The world as callbacks see it, which run on the carrier itself: virtual time too, but no waiting.
 * A sleep there blocks the loop, as {@code time.sleep} does in asyncio, and takes virtual time.
 */
final class CallbackScheduler implements Scheduler {
  final Engine engine;

  CallbackScheduler(Engine engine) {
    this.engine = engine;
  }

  /** A callback has started a virtual thread, which has no scheduler of its own yet. */
  @Override
  public void execute(Runnable continuation) {
    if (engine.gate.isClosed() || engine.gate.isInside()) {
      adopt(continuation);
    } else {
      engine.gate.post(() -> adopt(continuation));
    }
  }

  private void adopt(Runnable continuation) {
    Thread started = Jdk.threadOf(continuation);
    if (engine.gate.isClosed() || Jdk.isOwnThread(started)) {
      Jdk.giveBack(started, continuation);
    } else {
      engine.adopt(started, continuation);
    }
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
  public boolean start(Thread platform) {
    return engine.startInPlace(platform);
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
  public List<Thread> platformThreads() {
    return engine.strands.platformThreads();
  }

  @Override
  public ForkJoinPool commonPool() {
    return engine.pools.common();
  }

  @Override
  public ExecutorService home(ExecutorService pool) {
    return engine.pools.home(pool);
  }

  @Override
  public Object own(Object shared, UnaryOperator<Object> copy) {
    return engine.pools.own(shared, copy);
  }

  @Override
  public void made(ExecutorService pool) {
    engine.pools.made(pool);
  }

  @Override
  public int processors() {
    return engine.options.processors();
  }

  @Override
  public int nextNumber(Object kind) {
    return engine.pools.nextNumber(kind);
  }

  @Override
  public long nanoTime() {
    return engine.time();
  }

  @Override
  public Instant instant() {
    return engine.instant();
  }

  @Override
  public Randomness randomness() {
    return engine.randomness;
  }

  @Override
  public void spend(long nanos) {
    engine.spend(nanos);
  }

  @Override
  public void parking() {
    throw engine.shutdown.raise(engine.steps.blocks("a wait of java.util.concurrent"));
  }

  @Override
  public void reaching(String doing) {
    engine.outside.reaching(null, doing);
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
      throw engine.shutdown.raise(engine.steps.blocks("Object.wait"));
    }
  }

  @Override
  public void leaving() {
    // The carrier is no virtual thread: nobody asks.
  }

  @Override
  public void notifyOne(Object monitor) {
    engine.monitors.notifyOne(monitor);
  }

  @Override
  public void notifiedAll(Object monitor) {
    engine.monitors.notifiedAll(monitor);
  }

  @Override
  public void noteOrigin(Object thing) {
    engine.origins.note(thing);
  }

  @Override
  public void forgetOrigin(Object lock) {
    engine.origins.forget(lock);
  }

  @Override
  public FutureWatch futures() {
    return engine.problems.futures;
  }

  @Override
  public void exit(String method, int status) {
    throw engine.shutdown.raise(new ExitError(method, status));
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
