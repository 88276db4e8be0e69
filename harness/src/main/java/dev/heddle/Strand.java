package dev.heddle;

import dev.heddle.internal.FutureWatch;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.Randomness;
import dev.heddle.internal.Scheduler;
import dev.heddle.internal.StandIn;
import dev.heddle.internal.ThreadRandom;
import dev.heddle.schedule.Decision;
import dev.heddle.trace.Step.End;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A managed thread: the virtual thread of a task, or one that code under test has started. It is
 * the scheduler of its own thread, so that the JDK's "this thread can go on" says which thread is
 * meant.
 *
 * <p>At a suspension point of ours the thread leaves its carrier by {@code Thread.yield}: that
 * neither consumes a park permit nor cares for interrupts, which belong to the code under test.
 */
final class Strand extends Entry implements Scheduler {
  /** The loop that runs it; another one when its loop was closed before it ended. */
  Engine engine;

  /** The task whose body runs here; null for a thread that is no task. */
  final @Nullable Task<?> task;

  /** The virtual thread that the loop mounts. */
  final Thread thread;

  /** The platform thread that the program takes it for; null: the program sees it as it is. */
  private final @Nullable Thread shown;

  /** Counted from 1 in the order of creation. */
  private long number;

  /** The JDK's runnable that continues the thread; known from the moment it is started. */
  private @Nullable Runnable continuation;

  /** It has outlived its loop, and is run by the JVM. */
  private volatile boolean released;

  /** The loop is about to mount the thread itself: no need to queue it. */
  private boolean direct;

  /** In {@link #suspend}: the JDK's requests to continue are to be ignored. */
  boolean suspended;

  /** Its coming step is a try to enter a monitor. */
  boolean triesMonitor;

  /** The monitor that it waits to enter; null if it does not, or that is not known. */
  @Nullable Contended blockedOn;

  /** The monitor that it was seen to wait for after its latest step; null if nobody has looked. */
  @Nullable Object monitorSeen;

  /** The object of its latest {@code Object.wait}. */
  @Nullable Object waitsOn;

  /** In the ready queue: at most once. */
  boolean queued;

  /** Where a thread that is no task was started, if the loop keeps that. */
  @Nullable StackTraceElement startedAt;

  /** What it has died of, or what a task that it ran last for an executor has failed with. */
  @Nullable Throwable failure;

  /** An exception that nobody has caught has ended it. */
  boolean died;

  /** The name of a thread that is no task, or the number of one that has none. */
  private @Nullable String ownLabel;

  /** Why it is suspended, for the trace and for reports. */
  End why = End.YIELDED;

  /** The thread whose end it has asked for last in {@code Thread.join}. */
  @Nullable Thread joins;

  /** For how long at most it waits in code that knows nothing of the loop; 0: without limit. */
  long timedFor;

  /** What it waits for, for the trace and for reports. */
  Object what = "";

  /** What it waits for outside of the loop, if that is allowed; null if nothing is known. */
  @Nullable String outside;

  /** How often it has looked at the clock in its running step. */
  int clockReads;

  /** Null: it has never spun. */
  Spinning.@Nullable Spin spin;

  /** The future that it awaits. */
  @Nullable LoopFuture<?> waiter;

  /** The future that woke it up, until it has looked at it. */
  private @Nullable LoopFuture<?> wokenBy;

  /** Made when it is asked for first. */
  private @Nullable Randomness randomness;

  /** Neighbours in the engine's list of live strands. */
  @Nullable Strand previous;

  @Nullable Strand next;

  /** A strand for a task, whose thread is not started yet. */
  Strand(Engine engine, Task<?> task, String name, Runnable body) {
    this.engine = engine;
    this.number = engine.strands.nextNumber();
    this.task = task;
    this.thread = Jdk.newThread(this, name, body);
    this.shown = null;
  }

  /** A strand for a thread that is not started yet and is no task. */
  Strand(Engine engine, String name, Runnable body) {
    this.engine = engine;
    this.number = engine.strands.nextNumber();
    this.task = null;
    this.thread = Jdk.newThread(this, name, body);
    this.shown = null;
    reportUncaught();
  }

  /** A strand that runs a platform thread in place of the VM; it is started with this. */
  Strand(Engine engine, Thread platform) {
    this.engine = engine;
    this.number = engine.strands.nextNumber();
    this.task = null;
    this.shown = platform;
    this.thread = Jdk.newThread(this, platform.getName(), this::runShown);
    StandIn.connect(platform, thread);
  }

  /** A strand for a thread that code under test has just started. */
  Strand(Engine engine, Thread thread, Runnable continuation) {
    this.engine = engine;
    this.number = engine.strands.nextNumber();
    this.task = null;
    this.thread = thread;
    this.shown = null;
    this.continuation = continuation;
    Jdk.adopt(thread, this);
    if (!Jdk.hasUncaughtExceptionHandler(thread)) {
      thread.setUncaughtExceptionHandler(engine::uncaught);
    }
    reportUncaught();
  }

  /** Unless the thread has a handler of its own; the default handler is told as well. */
  private void reportUncaught() {
    if (!(thread.getUncaughtExceptionHandler() instanceof ThreadGroup)) {
      return;
    }
    thread.setUncaughtExceptionHandler(this::tellUncaught);
  }

  boolean isStarted() {
    return continuation != null;
  }

  /** The thread as the program knows it. */
  Thread shown() {
    return shown(thread);
  }

  /** Whether the end of the program would wait for it, and so it is left if the run ends first. */
  boolean isLeftAtEnd() {
    return !(shown != null && shown.isDaemon());
  }

  /** The life of a platform thread, as the VM would have run it. */
  @SuppressWarnings("DoNotCall") // this is the place that runs it
  private void runShown() {
    Thread platform = shown();
    try {
      platform.run();
    } catch (Throwable e) {
      uncaughtIn(platform, e);
    } finally {
      StandIn.end(platform);
    }
  }

  private void uncaughtIn(Thread platform, Throwable thrown) {
    dying(thrown);
    if (engine.shutdown.isVerdict(thrown)) {
      return; // it leaves the loop by itself
    }
    if (hasHandler(platform)) {
      StandIn.uncaught(platform, thrown);
    } else {
      tellUncaught(platform, thrown);
    }
  }

  /** Whether somebody in the program wants to hear of it: the thread, or one of its groups. */
  static boolean hasHandler(Thread platform) {
    ThreadGroup group = platform.getThreadGroup();
    if (platform.getUncaughtExceptionHandler() != group) {
      return true;
    }
    while (group != null && group.getClass() == ThreadGroup.class) {
      group = group.getParent();
    }
    return group != null;
  }

  /** The thread has no handler of its own; the default handler is told as well. */
  private void tellUncaught(Thread ended, Throwable thrown) {
    if (engine.shutdown.hasVerdict()) {
      return;
    }
    engine.problems.report(Problem.Kind.UNCAUGHT, "Exception in thread " + label(), thrown, null);
    Thread.UncaughtExceptionHandler byDefault = Thread.getDefaultUncaughtExceptionHandler();
    if (byDefault != null) {
      byDefault.uncaughtException(ended, thrown);
    }
  }

  // ---- on the carrier ---------------------------------------------------------------------

  @Override
  void run(Engine theEngine) {
    queued = false;
    passedOver = false;
    if (isTryInVain()) {
      triesMonitor = false;
    } else {
      theEngine.steps.run(this);
    }
  }

  /** Since it was told to try, somebody else has taken the monitor. */
  private boolean isTryInVain() {
    return triesMonitor && blockedOn != null && !blockedOn.isOpen();
  }

  @Override
  Own.Effect effect() {
    return isTryInVain() ? Own.Effect.NOTHING : Own.Effect.ACTS;
  }

  /** Mounts the thread until it suspends, parks, blocks or ends. */
  void go() {
    suspended = false;
    outside = null;
    monitorSeen = null;
    timedFor = 0;
    if (triesMonitor && Jdk.stateOf(thread) == Jdk.State.BLOCKED) {
      unblockDirectly();
    }
    if (continuation == null) {
      direct = true;
      Jdk.start(thread);
      direct = false;
    }
    if (continuation != null) {
      continuation.run();
    }
  }

  /** The monitor that it waits for may be free: its next step is to try to enter it. */
  void tryMonitor() {
    triesMonitor = true;
    enqueue();
  }

  /** Lets a thread that waits for a monitor try again, when it is mounted right after this. */
  void unblockDirectly() {
    direct = true;
    Jdk.unblock(thread);
    direct = false;
  }

  /** Puts it at the end of the ready queue because {@code future} is done. */
  void wake(LoopFuture<?> future) {
    wokenBy = future;
    enqueue();
  }

  void enqueue() {
    if (!queued) {
      queued = true;
      engine.ready.add(this);
    }
  }

  // ---- what the JDK asks of a thread's scheduler --------------------------------------------

  @Override
  public void execute(Runnable newContinuation) {
    if (task == null && engine.gate.isClosed() && !goesOnInAnotherLoop()) {
      released = true;
      Jdk.release(thread, newContinuation);
      return;
    }
    if (engine.gate.isInside()) {
      resume(newContinuation);
    } else {
      Thread by = Thread.currentThread();
      engine.gate.post(
          () -> {
            engine.outside.woken(by, this);
            resume(newContinuation);
          });
    }
  }

  /**
   * The thread has outlived its loop, as the workers of a pool in a static field do: it goes on in
   * the loop of who has woken it, or else as any virtual thread of the JVM.
   */
  private boolean goesOnInAnotherLoop() {
    Engine waker = released ? null : Engine.currentEngine();
    if (waker == null || waker.gate.isClosed()) {
      return false;
    }
    engine = waker;
    number = waker.strands.nextNumber();
    randomness = null;
    ThreadRandom.seed(thread, randomness());
    queued = false;
    waker.strands.add(this);
    waker.outside.inherits(this);
    return true;
  }

  private void resume(Runnable newContinuation) {
    if (newContinuation == continuation) {
      if (!suspended && !direct) {
        enqueue();
      }
      return;
    }
    Thread started = Jdk.threadOf(newContinuation);
    if (Jdk.isOwnThread(started)) {
      Jdk.giveBack(started, newContinuation);
      return;
    }
    if (started != thread) {
      engine.adopt(started, newContinuation);
      return;
    }
    continuation = newContinuation;
    if (!direct) {
      startedAt = engine.options.callSite();
      enqueue();
    }
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
  public Future<?> schedule(Runnable command, long nanos) {
    timedFor = engine.timeLimit.comes(nanos) ? nanos : 0;
    long until = engine.spinning.parkFor(this, nanos);
    return new JdkTimer(engine.callLater(until, command, Own.wakes(this)));
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
    return released;
  }

  @Override
  public Thread shown(Thread self) {
    return shown == null ? self : shown;
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
  public Randomness randomness() {
    if (randomness == null) {
      randomness = new Randomness(number);
    }
    return randomness;
  }

  @Override
  public void spend(long nanos) {
    engine.spend(nanos);
  }

  @Override
  public void parking() {
    throw engine.steps.isPinned();
  }

  @Override
  public void reaching(String doing) {
    engine.outside.reaching(this, doing);
  }

  @Override
  public void joining(Thread joined) {
    joins = joined;
    engine.outside.joining(this, joined);
  }

  @Override
  public void interrupting() {
    if (Thread.currentThread() == thread) {
      engine.busyStep.interruptsItself();
    }
    if (engine.gate.isInside()) {
      wakeForInterrupt();
    } else {
      engine.gate.post(this::wakeForInterrupt);
    }
  }

  private void wakeForInterrupt() {
    if (suspended && waiter != null) {
      enqueue();
    }
  }

  @Override
  public void waiting(Object monitor) {
    waitsOn = monitor;
    engine.monitors.leaving(this, monitor);
  }

  @Override
  public void leaving() {
    engine.monitors.leaving(this, null);
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
    engine.busyStep.parks();
  }

  @Override
  public void dying(Throwable thrown) {
    failure = thrown;
    died = true;
    if (!engine.shutdown.hasVerdict()) {
      engine.deaths.add(this);
    }
  }

  @Override
  public void caught(Throwable thrown) {
    failure = thrown;
  }

  // ---- on the managed thread itself ---------------------------------------------------------

  /** Gives way for one turn of the loop. */
  void yieldOnce() {
    takeInterrupt();
    enqueue();
    suspend(End.YIELDED, "");
    resumed();
  }

  /** Waits until {@code future} is done; throws what it failed with. */
  void await(LoopFuture<?> future, End reason, Object detail) {
    takeInterrupt();
    if (future.engine != engine) {
      failNextTurn(
          "Task "
              + label()
              + " awaits "
              + future
              + " of another loop: a future can be awaited on its own loop only.");
    }
    if (future == task) {
      failNextTurn("Task " + label() + " awaits itself.");
    }
    future.addWaiter(this);
    waiter = future;
    if (task != null) {
      task.passOnCancel(future);
    }
    suspend(reason, detail);
    resumed();
  }

  /** As in CPython, a wrong await fails in the next turn. */
  private void failNextTurn(String message) {
    yieldOnce();
    throw new IllegalStateException(message);
  }

  /** Leaves the carrier until the loop mounts this thread again. */
  void suspend(End reason, Object detail) {
    if (!trySuspend(reason, detail)) {
      throw engine.steps.isPinned();
    }
  }

  /** As {@link #suspend}; false if this thread cannot leave the carrier. */
  @SuppressWarnings("ThreadPriorityCheck") // here Thread.yield is the loop's, and exact
  boolean trySuspend(End reason, Object detail) {
    why = reason;
    what = detail;
    suspended = true;
    Thread.yield();
    if (!suspended) {
      return true;
    }
    suspended = false;
    queued = false;
    engine.ready.remove(this);
    return false;
  }

  /** Leaves the carrier for good; comes back only if it cannot. */
  @SuppressWarnings("ThreadPriorityCheck") // here Thread.yield is the loop's, and exact
  void freeze() {
    suspended = true;
    Thread.yield();
    suspended = false;
  }

  /**
   * Task.__wakeup and Task.__step of CPython: what to throw at the suspension point, if anything.
   */
  private void resumed() {
    LoopFuture<?> by = wokenBy;
    LoopFuture<?> awaited = waiter;
    wokenBy = null;
    waiter = null;
    Throwable thrown = by == null ? null : by.failureForWaiter();
    if (by == null && awaited != null) {
      awaited.removeWaiter(this);
      Thread.interrupted();
      thrown = new CancellationException("interrupted");
    }
    if (task != null) {
      thrown = task.cancellationOr(thrown);
    }
    if (thrown != null) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /** An interrupt that waits to be seen is a request to cancel, seen at our suspension points. */
  private void takeInterrupt() {
    boolean interrupted = Thread.interrupted();
    if (task != null && task.takeInterruptSent(interrupted)) {
      return;
    }
    if (interrupted) {
      throw new CancellationException("interrupted");
    }
  }

  @Override
  String label() {
    if (task != null) {
      return task.getName();
    }
    if (ownLabel == null) {
      String name = shown().getName();
      ownLabel = name.isEmpty() ? engine.nextThreadName() : name;
    }
    return ownLabel;
  }

  @Override
  Decision.Kind kind() {
    return triesMonitor ? Decision.Kind.WAITER : Decision.Kind.TASK;
  }

  @Override
  long id() {
    return number;
  }

  @Override
  String name() {
    return label();
  }

  @Override
  public String toString() {
    return label();
  }
}
