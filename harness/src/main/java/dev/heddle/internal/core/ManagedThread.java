package dev.heddle.internal.core;

import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.schedule.Access;
import dev.heddle.schedule.Decision;
import dev.heddle.trace.Step.End;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that the loop mounts: that of a task, or one that code under test has started.
 *
 * <p>At a suspension point of ours the thread leaves its carrier by {@code Thread.yield}, which
 * neither consumes a park permit nor reacts to interrupts: both belong to the code under test.
 */
public final class ManagedThread extends Entry {
  /** The scheduler of a managed thread, which the JDK knows. */
  public interface Managing extends Scheduler {
    /** The thread that it schedules. */
    ManagedThread managed();
  }

  /** The task whose body runs here; null for a thread that the program has started itself. */
  public final @Nullable ThreadOwner owner;

  /** The virtual thread that the loop mounts. */
  public final Thread thread;

  /** The platform thread that this stands for in the program; null: it stands for itself. */
  private final @Nullable Thread shown;

  /** The threads of the loop that runs it: another loop, if its own was closed before it ended. */
  private ManagedThreads threads;

  /** That loop's ready queue. */
  private ReadyQueue ready;

  /** Counted from 1 in the order of creation. */
  private long number;

  /** The JDK's runnable that continues the thread; known from the moment it is started. */
  private @Nullable Runnable continuation;

  /** The loop is about to mount the thread, so that it need not be queued. */
  private boolean direct;

  /** In {@link #trySuspend}: the JDK's requests to continue are to be ignored. */
  public boolean suspended;

  /** Its next step is an attempt to enter a monitor. */
  public boolean triesMonitor;

  /** The monitor that it waits to enter; null if it does not, or that is not known. */
  public @Nullable AwaitedMonitor blockedOn;

  /**
   * The monitor that it waits for, as seen after its latest step; null if that was not looked up.
   */
  public @Nullable Object monitorSeen;

  /** Null: its code has never told of a monitor. */
  public @Nullable TakenMonitors taken;

  /** The object of its latest {@code Object.wait}. */
  public @Nullable Object waitsOn;

  /** Whether it is in the ready queue, where it is at most once. */
  public boolean queued;

  /** Where it was created, if the loop keeps that. */
  public @Nullable StackTraceElement createdAt;

  /** The exception that has ended it, or the last task that it ran for an executor. */
  public @Nullable Throwable failure;

  /** An uncaught exception has ended it. */
  public boolean died;

  /** The name of a thread without an owner, or the number of one that has no name. */
  private @Nullable String ownLabel;

  /** Why it is suspended, for the trace and for reports. */
  public End why = End.YIELDED;

  /** What it does next if it was stopped at a scheduling point, or stands at one; or null. */
  public @Nullable Access access;

  /** What it waits for, for the trace and for reports. */
  public Object what = "";

  /** The thread that it has joined last by {@code Thread.join}. */
  public @Nullable Thread joins;

  /** The time limit of its wait outside of our suspension points; 0: there is none. */
  public long timedFor;

  /** What it waits for outside of the loop, if that is allowed; null if nothing is known. */
  public @Nullable String outside;

  /** How often it has looked at the clock in its running step. */
  int clockReads;

  /** Null: it has never spun. */
  @Nullable SpinState spin;

  /** Null: it has never awaited anything. */
  public @Nullable AwaitState awaiting;

  /** Neighbours in the list of live threads. */
  @Nullable ManagedThread previous;

  @Nullable ManagedThread next;

  /**
   * A thread that the loop is to run.
   *
   * @param thread the virtual thread, whose scheduler is a {@link Managing}
   * @param shown the platform thread that it stands for in the program; null: itself
   */
  public ManagedThread(
      ManagedThreads threads,
      ReadyQueue ready,
      @Nullable ThreadOwner owner,
      Thread thread,
      @Nullable Thread shown) {
    this.threads = threads;
    this.ready = ready;
    this.owner = owner;
    this.thread = thread;
    this.shown = shown;
    number = threads.nextNumber();
  }

  /** The managed thread behind a virtual thread; null if no loop runs that. */
  public static @Nullable ManagedThread of(Thread virtual) {
    return Scheduler.of(virtual) instanceof Managing scheduler ? scheduler.managed() : null;
  }

  /** Whether it belongs to these threads, dead or alive. */
  public boolean isOf(ManagedThreads some) {
    return threads == some;
  }

  public boolean isStarted() {
    return continuation != null;
  }

  /** The thread as the program knows it. */
  public Thread shown() {
    return shown == null ? thread : shown;
  }

  /** Whether the program knows it as a platform thread. */
  public boolean isShownAsPlatformThread() {
    return shown != null;
  }

  /** Whether a JVM would wait for its end; then it is a leak if the run ends first. */
  public boolean isLeftAtEnd() {
    return !(shown != null && shown.isDaemon());
  }

  /** Moves it to another loop, as its own was closed before it ended. */
  public void move(ManagedThreads others, ReadyQueue othersReady) {
    threads = others;
    ready = othersReady;
    number = others.nextNumber();
    queued = false;
    others.add(this);
  }

  // ---- on the carrier ---------------------------------------------------------------------

  @Override
  public void run(EntryRunner runner) {
    queued = false;
    passedOver = false;
    if (isTryInVain()) {
      triesMonitor = false;
    } else {
      runner.step(this);
    }
  }

  /** Another thread has taken the monitor since this one was told to try. */
  private boolean isTryInVain() {
    return triesMonitor && blockedOn != null && !blockedOn.mayBeFree();
  }

  @Override
  boolean isCooperative() {
    return owner != null;
  }

  @Override
  InternalCallback.Effect effect() {
    return isTryInVain() ? InternalCallback.Effect.NONE : InternalCallback.Effect.ACTS;
  }

  @Override
  @Nullable SpinState spin() {
    return spin;
  }

  /** Mounts the thread until it suspends, parks, blocks or ends. */
  public void go() {
    suspended = false;
    outside = null;
    monitorSeen = null;
    timedFor = 0;
    if (triesMonitor && Jdk.virtualThreads().stateOf(thread) == ThreadState.BLOCKED) {
      unblockDirectly();
    }
    if (continuation == null) {
      direct = true;
      Jdk.virtualThreads().start(thread);
      direct = false;
    }
    if (continuation != null) {
      continuation.run();
    }
  }

  /** The monitor that it waits for may be free: its next step is an attempt to enter it. */
  public void tryMonitor() {
    triesMonitor = true;
    enqueue();
  }

  /** Lets it try again to enter its monitor; the caller mounts it right after this. */
  public void unblockDirectly() {
    direct = true;
    Jdk.virtualThreads().unblock(thread);
    direct = false;
  }

  /** Puts it at the end of the ready queue, unless it is there. */
  public void enqueue() {
    if (!queued) {
      queued = true;
      ready.add(this);
    }
  }

  // ---- for its scheduler --------------------------------------------------------------------

  /** Whether this is the JDK's runnable that continues it. */
  public boolean isContinuedBy(Runnable runnable) {
    return continuation == runnable;
  }

  /** The JDK says that it can go on. */
  public void unparked() {
    if (!suspended && !direct) {
      enqueue();
    }
  }

  /**
   * The thread was started.
   *
   * @return whether it has to be queued; otherwise the loop is about to mount it
   */
  public boolean started(Runnable newContinuation) {
    continuation = newContinuation;
    return !direct;
  }

  // ---- on the managed thread itself ---------------------------------------------------------

  /**
   * Leaves the carrier until the loop mounts this thread again.
   *
   * @return false if this thread cannot leave the carrier
   */
  @SuppressWarnings("ThreadPriorityCheck")
  public // here Thread.yield is the loop's, and exact
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
    ready.remove(this);
    return false;
  }

  /** Leaves the carrier for good; comes back only if it cannot. */
  @SuppressWarnings("ThreadPriorityCheck")
  public // here Thread.yield is the loop's, and exact
  void freeze() {
    suspended = true;
    Thread.yield();
    suspended = false;
  }

  // ---- what a policy sees -----------------------------------------------------------------

  @Override
  public String label() {
    if (owner != null) {
      return owner.name();
    }
    if (ownLabel == null) {
      String name = shown().getName();
      ownLabel = name.isEmpty() ? threads.nextName() : name;
    }
    return ownLabel;
  }

  /** What it does next, if that is known. */
  @Override
  @Nullable Access access() {
    return suspended && why == End.PREEMPTED ? access : null;
  }

  @Override
  Decision.Kind kind() {
    return triesMonitor ? Decision.Kind.WAITER : Decision.Kind.TASK;
  }

  @Override
  public long id() {
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
