package dev.heddle.internal.engine;

import dev.heddle.internal.hook.FutureWatch;
import dev.heddle.internal.hook.World;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.verdict.ExitError;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** What the JDK asks for on behalf of code in a loop, of managed threads and callbacks alike. */
final class LoopWorld implements World {
  private final Engine engine;

  LoopWorld(Engine engine) {
    this.engine = engine;
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
  public void scheduleUnlessDone(Runnable command, long nanos, Future<?> task) {
    engine.callLaterUnlessDone(nanos, command, task);
  }

  @Override
  public void spend(long nanos) {
    engine.spend(nanos);
  }

  @Override
  public boolean start(Thread platform) {
    engine.starts.startInPlace(platform);
    return true;
  }

  @Override
  public List<Thread> platformThreads() {
    return engine.threads.platformThreads();
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
  public int nextNumber(Object kind) {
    return engine.pools.nextNumber(kind);
  }

  @Override
  public int processors() {
    return engine.settings.get(LoopSettings.PROCESSORS);
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
    engine.callSites.note(thing);
  }

  @Override
  public void forgetOrigin(Object lock) {
    engine.callSites.forget(lock);
  }

  @Override
  public FutureWatch futures() {
    return engine.problems.futures;
  }

  @Override
  public void exit(String method, int status) {
    throw engine.verdict.raise(new ExitError(method, status));
  }
}
