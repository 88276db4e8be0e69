package dev.heddle.internal.engine;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ThreadOwner;
import dev.heddle.internal.diagnose.Uncaught;
import dev.heddle.internal.hook.BackedThread;
import dev.heddle.internal.jdk.Jdk;
import org.jspecify.annotations.Nullable;

/** Makes managed threads: for tasks, and for the threads that the program starts. */
public final class ThreadStarts {
  private final Engine engine;

  ThreadStarts(Engine engine) {
    this.engine = engine;
  }

  /** A thread that is not started yet. */
  public ManagedThread newThread(@Nullable ThreadOwner owner, String name, Runnable body) {
    ThreadScheduler scheduler = new ThreadScheduler(engine);
    ManagedThread managed =
        scheduler.schedules(
            managed(owner, Jdk.virtualThreads().newThread(scheduler, name, body), null));
    if (owner == null) {
      Uncaught.handle(managed, () -> scheduler.engine().uncaught);
    }
    return managed;
  }

  /** A managed thread has started another one by the public API. */
  void adopt(Thread started, Runnable continuation) {
    ThreadScheduler scheduler = new ThreadScheduler(engine);
    ManagedThread managed = scheduler.schedules(managed(null, started, null));
    managed.started(continuation);
    Jdk.virtualThreads().adopt(started, scheduler);
    Uncaught.handleUnlessHandled(managed, () -> scheduler.engine().uncaught);
    managed.label(); // numbers go by creation
    managed.createdAt = engine.callSite();
    engine.threads.add(managed);
    managed.enqueue();
  }

  /** The program starts a platform thread: the loop runs a managed thread in its place. */
  void startInPlace(Thread platform) {
    boolean interrupted = platform.isInterrupted();
    ThreadScheduler scheduler = new ThreadScheduler(engine);
    Thread runner =
        Jdk.virtualThreads()
            .newThread(scheduler, platform.getName(), () -> live(platform, scheduler));
    ManagedThread managed = scheduler.schedules(managed(null, runner, platform));
    BackedThread.connect(platform, runner);
    engine.threads.add(managed);
    Jdk.virtualThreads().start(runner);
    if (interrupted) {
      runner.interrupt();
    }
  }

  private ManagedThread managed(
      @Nullable ThreadOwner owner, Thread thread, @Nullable Thread shown) {
    return new ManagedThread(engine.threads, engine.ready, owner, thread, shown);
  }

  /** The life of a platform thread, as the VM would have run it. */
  @SuppressWarnings("DoNotCall") // this is what runs it
  private static void live(Thread platform, ThreadScheduler scheduler) {
    try {
      platform.run();
    } catch (Throwable e) {
      scheduler.engine().uncaught.endsPlatformThread(scheduler.managed(), platform, e);
    } finally {
      BackedThread.end(platform);
    }
  }
}
