package dev.heddle;

import dev.heddle.internal.Carrier;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.Scheduler;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Step.End;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The works of a loop: what is ready, what time it is, whose step it is. A turn is CPython's {@code
 * _run_once}: due timers join the ready queue, then exactly what is in it runs.
 *
 * <p>Everything here belongs to the thread that runs the loop, its carrier, and to the managed
 * thread that is mounted on it; other threads come in by {@link #post} alone.
 */
final class Engine {
  final Options options;

  /** What will run, in this order. */
  final Deque<Entry> ready = new ArrayDeque<>();

  final Timers timers = new Timers();

  final Recorder recorder;

  /** Live managed threads, in the order of creation. */
  final Strands strands = new Strands();

  private final Monitors monitors = new Monitors(this);

  private final Outside outside = new Outside(this);

  /** What other threads ask for; run at the beginning of the next turn. */
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

  /** Failed futures whose exception nobody has looked at, in the order of failing. */
  final Set<LoopFuture<?>> unretrieved = new LinkedHashSet<>();

  /** Coroutine objects that were made in this loop and neither awaited nor closed. */
  final Set<Coroutine<?>> unawaited = new LinkedHashSet<>();

  /** Threads that suspended to let an eager task, or a nested run, go first: innermost last. */
  private final Deque<Strand> suspendedCallers = new ArrayDeque<>();

  /** Virtual time in nanoseconds since the start. It moves in {@link #rest} and {@link #spend}. */
  long now;

  /** The number of the turn, from 1. */
  long turn;

  /** Whose step it is; null in a callback and between steps. */
  @Nullable Strand current;

  /** The thread of {@link #current}. */
  private @Nullable Thread stepThread;

  /** The platform thread that runs the loop; null while it does not run. */
  private volatile @Nullable Thread carrier;

  /** Counts steps for the watch, which reads it on another thread. */
  private final AtomicLong progress = new AtomicLong();

  /** The carrier waits in real time for another thread; the watch need not mind. */
  volatile boolean resting;

  /** Set by the watch when it gave the run up: nothing may run any more. */
  private volatile @Nullable Throwable abandoned;

  boolean stopping;

  boolean closed;

  boolean eagerTasks;

  boolean debug;

  long slowStepNanos;

  private int taskNames;

  private int threadNames;

  /** The face of this engine; set right after it is made. */
  @Nullable Loop loop;

  /** An error that leaves the loop at the end of the step that threw it. */
  private @Nullable Error escaping;

  /** The new task whose first step the mounted thread wants to be run before it goes on. */
  private @Nullable Strand eagerStrand;

  /** What the mounted thread wants to be run before it goes on. */
  private @Nullable Runnable request;

  /** Who is told of problems; null for the system logger. */
  java.util.function.@Nullable Consumer<Problem> problems;

  Engine(Options options) {
    this.options = options;
    this.recorder = new Recorder(options.traceLimit());
    this.debug = options.debug();
    this.slowStepNanos = Times.nanos(options.slowStep());
    this.problems = options.problems();
  }

  // ---- turns ------------------------------------------------------------------------------

  /** Runs turns until {@link #stopping}. On a carrier. */
  void runForever() {
    turns(
        () -> {
          do {
            runOnce();
          } while (!stopping);
        });
  }

  /** What nested loops do: runs turns until {@code future} is done. On a carrier. */
  void runUntilDone(LoopFuture<?> future) {
    turns(
        () -> {
          while (!future.isDone()) {
            runOnce();
            if (stopping) {
              break;
            }
          }
        });
  }

  private void turns(Runnable body) {
    Carrier here = (Carrier) Thread.currentThread();
    boolean outermost = carrier == null;
    Scheduler before = here.enter(outermost ? new CallbackScheduler(this) : here.scheduler());
    carrier = here;
    try {
      body.run();
    } finally {
      stopping = false;
      here.enter(before);
      if (outermost) {
        carrier = null;
      }
    }
  }

  private void runOnce() {
    Throwable givenUp = abandoned;
    if (givenUp != null) {
      throw Sneaky.rethrow(givenUp);
    }
    turn++;
    drainInbox();
    if (ready.isEmpty() && !stopping) {
      rest();
    }
    for (TimerHandle due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
      ready.add(due);
    }
    for (int left = ready.size(); left > 0; left--) {
      Entry entry = ready.poll();
      if (entry == null) {
        break; // a nested run has run it
      }
      run(entry);
    }
  }

  private void run(Entry entry) {
    long before = now;
    progress.lazySet(progress.getPlain() + 1);
    try {
      entry.run(this);
    } finally {
      if (debug && now - before >= slowStepNanos) {
        report(Problem.Kind.SLOW_STEP, Times.slow(entry.label(), now - before), null, null);
      }
    }
    Error error = escaping;
    if (error != null) {
      escaping = null;
      throw error;
    }
  }

  /** Nothing is ready: time moves on to the next timer, or other threads have to do something. */
  private void rest() {
    while (ready.isEmpty()) {
      if (monitors.tryHidden()) {
        continue;
      }
      TimerHandle next = timers.first();
      if (next != null) {
        now = Math.max(now, next.deadline);
        return;
      }
      if (!outside.await()) {
        turn--; // nothing ran in it
        throw new DeadlockError(pending());
      }
      drainInbox();
    }
  }

  // ---- steps ------------------------------------------------------------------------------

  /**
   * A step: mounts the thread until it gives way. A thread that creates an eager task, or runs a
   * nested loop, is set aside meanwhile and goes on before anything else.
   */
  void step(Strand strand) {
    if (!strand.isStarted() && strand.task != null && strand.task.cancelledBeforeStart()) {
      strands.remove(strand);
      recorder.step(now, turn, strand, End.CANCELLED, "before it started");
    } else {
      mount(strand);
      finishStep(strand);
    }
  }

  /** The thread has given way: perhaps only to let something else go first. */
  private void finishStep(Strand first) {
    int outer = suspendedCallers.size();
    Strand strand = first;
    while (true) {
      Runnable nested = request;
      Strand eager = eagerStrand;
      request = null;
      eagerStrand = null;
      if (nested != null) {
        suspendedCallers.push(strand);
        nested.run();
        strand = suspendedCallers.pop();
      } else if (eager != null) {
        suspendedCallers.push(strand);
        strand = eager;
      } else {
        afterStep(strand);
        if (suspendedCallers.size() == outer) {
          return;
        }
        strand = suspendedCallers.pop();
      }
      mount(strand);
    }
  }

  private void mount(Strand strand) {
    current = strand;
    stepThread = strand.thread;
    strand.go();
    current = null;
    stepThread = null;
  }

  /** Lets a thread try to enter its monitor between turns; only if it gets on is it a step. */
  boolean tryMonitor(Strand strand, BooleanSupplier waitsAsBefore) {
    current = strand;
    stepThread = strand.thread;
    strand.tryMonitor();
    current = null;
    stepThread = null;
    if (Jdk.stateOf(strand.thread) == Jdk.State.BLOCKED && waitsAsBefore.getAsBoolean()) {
      return false;
    }
    progress.lazySet(progress.getPlain() + 1);
    finishStep(strand);
    return true;
  }

  private void afterStep(Strand strand) {
    Jdk.State state = strand.suspended ? Jdk.State.ON : Jdk.stateOf(strand.thread);
    recordStep(strand, state);
    if (state == Jdk.State.TERMINATED) {
      strands.remove(strand);
    } else if (state == Jdk.State.PARKED || state == Jdk.State.WAITING) {
      if (strand.task != null) {
        strand.task.cancelForeignWait();
      }
    }
    monitors.afterStep(strand, state);
  }

  private void recordStep(Strand strand, Jdk.State state) {
    End end = strand.why;
    Object detail = strand.what;
    if (!strand.suspended) {
      detail = "";
      switch (state) {
        case TERMINATED -> {
          end = strand.task == null ? End.ENDED : outcome(strand.task);
          detail = end == End.FAILED ? failure(strand.task) : "";
        }
        case PARKED -> {
          end = End.PARKED;
          detail = Waits.on(LockSupport.getBlocker(strand.thread));
        }
        case BLOCKED -> end = End.BLOCKED;
        case WAITING -> end = End.WAITS;
        default -> end = End.YIELDED;
      }
    }
    recorder.step(now, turn, strand, end, detail);
  }

  private static End outcome(Task<?> task) {
    return task.isCancelled() ? End.CANCELLED : task.hasFailed() ? End.FAILED : End.RETURNED;
  }

  private static Object failure(@Nullable Task<?> task) {
    return task == null ? "" : task.failureName();
  }

  /** A callback, on the carrier itself. */
  void call(Runnable callback, boolean quiet) {
    try {
      callback.run();
    } catch (ExitError e) {
      throw e;
    } catch (Throwable e) {
      report(Problem.Kind.CALLBACK, "Exception in callback " + Waits.nameOf(callback), e, null);
    } finally {
      if (!quiet) {
        recorder.step(now, turn, "-", End.CALLBACK, "");
      }
    }
  }

  /** Runs the first step of a new task now, within the step or callback that creates it. */
  void startEagerly(Strand strand) {
    Strand creator = current;
    if (creator == null) {
      step(strand);
    } else {
      eagerStrand = strand;
      setAside(creator, "starts " + strand.label());
    }
  }

  /** Runs {@code body} on the carrier, within the step or callback that asks for it. */
  void runNested(Runnable body) {
    Strand caller = current;
    if (caller == null) {
      body.run();
      return;
    }
    Throwable[] thrown = new Throwable[1];
    request =
        () -> {
          try {
            body.run();
          } catch (Throwable e) {
            thrown[0] = e;
          }
        };
    setAside(caller, "runs the loop");
    if (thrown[0] != null) {
      throw Sneaky.rethrow(thrown[0]);
    }
  }

  private void setAside(Strand caller, String what) {
    try {
      caller.suspend(End.YIELDED, what);
    } finally {
      request = null;
      eagerStrand = null;
    }
  }

  // ---- what tasks and callbacks ask for -----------------------------------------------------

  /** The strand of the calling thread if it is its step; null elsewhere. */
  static @Nullable Strand currentStrand() {
    return Jdk.schedulerOf(Thread.currentThread()) instanceof Strand strand
            && strand.thread == Thread.currentThread()
        ? strand
        : null;
  }

  /** The engine that runs the calling thread; null if none does. */
  static @Nullable Engine currentEngine() {
    Scheduler scheduler = Jdk.schedulerOf(Thread.currentThread());
    if (scheduler instanceof Strand strand) {
      return strand.engine;
    }
    return scheduler instanceof CallbackScheduler callbacks ? callbacks.engine : null;
  }

  Handle callSoon(Runnable callback, boolean quiet) {
    Handle handle = new Handle(callback, quiet);
    ready.add(handle);
    return handle;
  }

  TimerHandle callLater(long nanos, Runnable callback, boolean quiet) {
    return timers.add(Times.add(now, nanos), callback, quiet);
  }

  void spend(long nanos) {
    now = Times.add(now, Math.max(0, nanos));
  }

  Instant instant() {
    return options.start().plusNanos(now);
  }

  String nextTaskName() {
    return "Task-" + ++taskNames;
  }

  String nextThreadName() {
    return "thread-" + ++threadNames;
  }

  Loop loop() {
    return java.util.Objects.requireNonNull(loop);
  }

  void adopt(Thread started, Runnable continuation) {
    Strand strand = new Strand(this, started, continuation);
    strand.label(); // numbers go by creation
    strands.add(strand);
    strand.enqueue();
  }

  void escape(Error error) {
    escaping = error;
  }

  // ---- threads ----------------------------------------------------------------------------

  boolean isRunning() {
    return carrier != null;
  }

  /** Whether the calling thread is the carrier or the managed thread that is mounted on it. */
  boolean inside() {
    Thread thread = Thread.currentThread();
    return thread == stepThread || thread == carrier;
  }

  /** Fails when another thread uses the loop while it runs, or anybody after its close. */
  void checkInside(String operation) {
    if (carrier != null && !inside()) {
      throw new IllegalStateException(
          operation
              + " was called by thread "
              + Thread.currentThread().getName()
              + ", which the loop does not run. Use Loop.callSoonThreadsafe.");
    }
  }

  void checkOpen(String operation) {
    if (closed) {
      throw new IllegalStateException(operation + ": the loop is closed. Make a new one.");
    }
    checkInside(operation);
  }

  /** Has {@code action} run by the loop, at the beginning of a turn. Any thread. */
  void post(Runnable action) {
    if (closed) {
      return;
    }
    inbox.add(action);
    Thread sleeper = carrier;
    if (sleeper != null && resting) {
      LockSupport.unpark(sleeper);
    }
  }

  private void drainInbox() {
    for (Runnable action = inbox.poll(); action != null; action = inbox.poll()) {
      action.run();
    }
  }

  boolean hasPost() {
    return !inbox.isEmpty();
  }

  // ---- what the watch sees ----------------------------------------------------------------

  /** A number that changes with every step. Any thread. */
  long progress() {
    return progress.get();
  }

  /** The thread whose code runs: a managed one or the carrier. Any thread; a guess. */
  @Nullable Thread runningThread() {
    Thread mounted = stepThread;
    return mounted != null ? mounted : carrier;
  }

  /** Gives the run up: the carrier stops at the end of the step that does not end. Any thread. */
  void abandon(Throwable reason) {
    abandoned = reason;
  }

  // ---- verdicts and problems --------------------------------------------------------------

  BlockedError blocks(String how) {
    Strand strand = current;
    String who = strand == null ? "A callback" : "Task " + strand.label();
    return new BlockedError(
        who
            + " blocks the loop's carrier in "
            + how
            + ". Nothing else could run meanwhile. Move the blocking call out of it, into a task or"
            + " thread of its own.");
  }

  List<Pending> pending() {
    List<Pending> pending = new ArrayList<>();
    for (Strand strand : strands) {
      pending.add(Waits.describe(this, strand));
    }
    return pending;
  }

  @Nullable Strand holderOf(Object monitor) {
    return Monitors.holder(strands, monitor);
  }

  /** Other threads may have freed or notified a monitor: does a blocked thread get on? */
  boolean tryMonitors() {
    return monitors.tryHidden() || monitors.tryAll();
  }

  void failed(LoopFuture<?> future) {
    unretrieved.add(future);
  }

  void retrieved(LoopFuture<?> future) {
    unretrieved.remove(future);
  }

  /** A thread that is no task has ended with an exception; called on that thread. */
  void uncaught(Thread thread, Throwable exception) {
    if (exception instanceof ExitError exit) {
      escape(exit);
      return;
    }
    Strand strand = current;
    String name = strand == null ? thread.getName() : strand.label();
    report(Problem.Kind.UNCAUGHT, "Thread " + name + " ended with an exception", exception, null);
  }

  void report(
      Problem.Kind kind,
      String message,
      @Nullable Throwable exception,
      @Nullable LoopFuture<?> future) {
    Problem problem = new Problem(kind, message, exception, future);
    if (problems != null) {
      problems.accept(problem);
    } else {
      ProblemLog.write(problem);
    }
  }

  /** Tells what is left, and forgets everything: parked threads become garbage. */
  void close() {
    if (closed) {
      return;
    }
    for (Coroutine<?> coroutine : List.copyOf(unawaited)) {
      report(Problem.Kind.NEVER_AWAITED, coroutine + " was never awaited", null, null);
    }
    for (LoopFuture<?> future : List.copyOf(unretrieved)) {
      report(
          Problem.Kind.NEVER_RETRIEVED,
          "The exception of " + future + " was never retrieved",
          future.peekException(),
          future);
    }
    for (Strand strand : strands) {
      Task<?> task = strand.task;
      report(
          task != null ? Problem.Kind.LEFT_PENDING : Problem.Kind.LEFT_RUNNING,
          Waits.describe(this, strand).describe().strip()
              + (task != null ? "\nwas pending" : "\nwas running")
              + " when its loop was closed",
          null,
          task);
    }
    closed = true;
    ready.clear();
    timers.clear();
    strands.clear();
    unawaited.clear();
    unretrieved.clear();
    inbox.clear();
  }
}
