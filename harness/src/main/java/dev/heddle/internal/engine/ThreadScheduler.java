package dev.heddle.internal.engine;

import dev.heddle.internal.core.AwaitState;
import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.TakenMonitors;
import dev.heddle.internal.hook.Randomness;
import dev.heddle.internal.hook.World;
import dev.heddle.internal.jdk.Jdk;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one managed thread, as the JDK sees it. Each thread has its own, so that the JDK
 * says which thread can go on.
 */
final class ThreadScheduler implements ManagedThread.Managing {
  /** The loop that runs the thread: another loop, if its own was closed before it ended. */
  private Engine engine;

  /** Set right after the thread is made, which needs its scheduler. */
  private @Nullable ManagedThread managed;

  /** The thread has outlived its loop, and the JVM runs it. */
  private volatile boolean released;

  /** Made when it is asked for first. */
  private @Nullable Randomness randomness;

  ThreadScheduler(Engine engine) {
    this.engine = engine;
  }

  /** The thread is made. */
  ManagedThread schedules(ManagedThread made) {
    managed = made;
    return made;
  }

  Engine engine() {
    return engine;
  }

  @Override
  public ManagedThread managed() {
    return Objects.requireNonNull(managed);
  }

  @Override
  public World world() {
    return engine.world;
  }

  // ---- the thread can go on -----------------------------------------------------------------

  @Override
  public void execute(Runnable continuation) {
    if (managed().owner == null && engine.access.isClosed() && !goesOnInAnotherLoop()) {
      released = true;
      Jdk.virtualThreads().release(managed().thread, continuation);
      return;
    }
    if (engine.access.isInside()) {
      resume(continuation);
    } else {
      Thread by = Thread.currentThread();
      engine.mailbox.post(
          () -> {
            engine.outside.woken(by, managed());
            resume(continuation);
          });
    }
  }

  /**
   * The thread has outlived its loop, as workers of a pool in a static field do. The loop that
   * wakes it runs it from now on; if none does, the JVM runs it as any virtual thread.
   */
  private boolean goesOnInAnotherLoop() {
    Engine waker = released ? null : Engine.currentEngine();
    if (waker == null || waker.access.isClosed()) {
      return false;
    }
    engine = waker;
    managed().move(waker.threads, waker.ready);
    randomness = null;
    randomness().seed(managed().thread);
    waker.outside.inherits(managed());
    return true;
  }

  private void resume(Runnable continuation) {
    ManagedThread self = managed();
    if (self.isContinuedBy(continuation)) {
      self.unparked();
      return;
    }
    Thread started = Jdk.virtualThreads().threadOf(continuation);
    if (Jdk.virtualThreads().isService(started)) {
      Jdk.virtualThreads().giveBack(started, continuation);
    } else if (started != self.thread) {
      engine.starts.adopt(started, continuation);
    } else if (self.started(continuation)) {
      self.createdAt = engine.callSite();
      self.enqueue();
    }
  }

  @Override
  public Future<?> schedule(Runnable command, long nanos) {
    managed().timedFor = engine.timeLimit.comes(nanos) ? nanos : 0;
    long until = engine.spinDetector.parkFor(managed(), nanos);
    return new JdkTimer(engine.callLater(until, command, InternalCallback.wakes(managed())));
  }

  @Override
  public void interrupting() {
    if (Thread.currentThread() == managed().thread) {
      engine.busyStep.interruptsItself();
    }
    if (engine.access.isInside()) {
      wakeForInterrupt();
    } else {
      engine.mailbox.post(this::wakeForInterrupt);
    }
  }

  private void wakeForInterrupt() {
    AwaitState awaiting = managed().awaiting;
    if (managed().suspended && awaiting != null && awaiting.awaited() != null) {
      managed().enqueue();
    }
  }

  // ---- what the thread is ---------------------------------------------------------------------

  @Override
  public boolean hasReleased() {
    return released;
  }

  @Override
  public Thread shown(Thread self) {
    ManagedThread made = managed;
    return made == null || !made.isShownAsPlatformThread() ? self : made.shown();
  }

  @Override
  public Randomness randomness() {
    if (randomness == null) {
      randomness = new Randomness(managed().id());
    }
    return randomness;
  }

  // ---- what it is about to do -----------------------------------------------------------------

  @Override
  public void parking() {
    throw engine.steps.isPinned();
  }

  @Override
  public void aboutToPark() {
    engine.busyStep.parks();
  }

  @Override
  public void waiting(Object monitor) {
    managed().waitsOn = monitor;
    engine.monitors.leaving(managed(), monitor);
  }

  @Override
  public void leaving() {
    engine.monitors.leaving(managed(), null);
  }

  @Override
  public void reaching(String doing) {
    engine.outside.reaching(managed(), doing);
  }

  @Override
  public void accessing(@Nullable Object target, int index, int site) {
    engine.points.accessing(managed(), target, index, site);
  }

  @Override
  public void monitorEntered() {
    TakenMonitors taken = managed().taken;
    if (taken != null) {
      taken.entered();
    }
  }

  @Override
  public void accessingInside(@Nullable Object self) {
    engine.points.accessingInside(self);
  }

  @Override
  public boolean setBusy(boolean isBusy) {
    return engine.points.setBusy(isBusy);
  }

  @Override
  public void initialising(Class<?> type) {
    engine.points.initialising(type);
  }

  @Override
  public void initialised(Class<?> type) {
    engine.points.initialised(type);
  }

  @Override
  public void joining(Thread joined) {
    managed().joins = joined;
    engine.outside.joining(managed(), joined);
  }

  @Override
  public void dying(Throwable thrown) {
    engine.uncaught.dies(managed(), thrown);
  }

  @Override
  public void caught(Throwable thrown) {
    managed().failure = thrown;
  }
}
