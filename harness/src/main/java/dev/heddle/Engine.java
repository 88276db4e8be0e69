package dev.heddle;

import dev.heddle.internal.Carrier;
import dev.heddle.internal.Installation;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.Randomness;
import dev.heddle.internal.Scheduler;
import dev.heddle.internal.ThreadRandom;
import dev.heddle.schedule.Decision;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Step.End;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The works of a loop: what is ready, and what time it is. A turn is CPython's {@code _run_once}:
 * due timers join the ready queue, then exactly what is in it runs.
 *
 * <p>Everything here belongs to the carrier and the managed thread that is mounted on it; other
 * threads come in by the {@link Gate} alone.
 */
final class Engine {
  private static final String STEP_REMEDY =
      "A run that is really that long needs a larger bound: Loop.builder().stepLimit(...), or in a"
          + " test @HeddleTest(stepLimit = ...).";

  private static final String SPIN_REMEDY =
      "Look at what the loop that spins waits for, and who was to bring that about.";

  final Options options;

  final Gate gate = new Gate();

  final Steps steps = new Steps(this);

  final Monitors monitors = new Monitors(this);

  final Timers timers = new Timers();

  final Spinning spinning = new Spinning(this);

  final Choices choices;

  final Problems problems;

  final Leaks leaks = new Leaks(this);

  final Origins origins;

  final Recorder recorder;

  /** What will run, in this order. */
  final ReadyQueue ready = new ReadyQueue();

  /** Live managed threads, in the order of creation. */
  final Strands strands = new Strands();

  final Outside outside = new Outside(this);

  final Pools pools = new Pools();

  final Asking asking = new Asking(this);

  final Shutdown shutdown = new Shutdown(this);

  final BusyStep busyStep = new BusyStep(this);

  final Deaths deaths = new Deaths();

  /** What callbacks draw from; a thread has its own. */
  final Randomness randomness = new Randomness(0);

  /** Virtual time in nanoseconds since the start. It moves in {@link #rest} and {@link #spend}. */
  long now;

  /** The number of the turn, from 1. */
  long turn;

  /** The running turn is to be the last. */
  boolean stopping;

  boolean eagerTasks;

  boolean debug;

  /** Debug mode: from which virtual time on a step is told. */
  long slowStepNanos;

  /** What the end of the run has cancelled. */
  List<Task<?>> dropped = List.of();

  final StepBudget budget;

  final TimeLimit timeLimit;

  /** How many callbacks of the harness's own were made. */
  private long signals;

  private int taskNames;

  private int threadNames;

  /** The face of this engine; set right after it is made. */
  @Nullable Loop loop;

  Engine(Options options) {
    this.options = options;
    this.origins = new Origins(options.callSites() || options.sites());
    this.choices = new Choices(this, options);
    this.timeLimit = new TimeLimit(this);
    this.budget = new StepBudget(options.stepLimit());
    this.recorder = new Recorder(options.traceLimit());
    this.problems = new Problems(options.problems(), new FailedFutures(this));
    this.debug = options.debug();
    this.slowStepNanos = Times.nanos(options.slowStep());
  }

  // ---- turns ------------------------------------------------------------------------------

  /** Runs turns until {@link #stopping}. On a carrier. */
  void runForever() {
    onThisCarrier(
        () -> {
          do {
            runTurn();
          } while (!stopping);
        });
  }

  /** What nested loops do: runs turns until {@code future} is done. On a carrier. */
  void runUntilDone(LoopFuture<?> future) {
    onThisCarrier(
        () -> {
          while (!future.isDone()) {
            runTurn();
            if (stopping) {
              break;
            }
          }
        });
  }

  private void onThisCarrier(Runnable body) {
    if (gate.isRunning()) {
      runThenClearStop(body, true);
      return;
    }
    shutdown.grant();
    Carrier carrier = (Carrier) Thread.currentThread();
    Scheduler before = carrier.enter(new CallbackScheduler(this));
    ThreadRandom.seed(carrier, randomness);
    gate.open(carrier);
    try {
      runThenClearStop(body, false);
    } finally {
      gate.open(null);
      carrier.enter(before);
    }
  }

  private void runThenClearStop(Runnable body, boolean nested) {
    try {
      body.run();
    } catch (Throwable e) {
      throw Sneaky.rethrow(shutdown.leaves(e, nested));
    } finally {
      stopping = false;
    }
  }

  private void runTurn() {
    gate.checkNotAbandoned();
    turn++;
    gate.drainInbox();
    if (!ready.isEmpty()) {
      spinning.beforeTurn();
    } else if (!stopping) {
      rest();
    }
    addDue();
    for (int left = ready.size(); left > 0; left--) {
      Entry entry = choices.next();
      if (entry == null) {
        break; // a nested run has run it
      }
      run(entry);
    }
  }

  private void addDue() {
    for (TimerHandle due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
      ready.add(due);
    }
  }

  /** A decision: time moves on though something is ready. */
  void passToNextTimer() {
    moveTo(timers.first());
    addDue();
  }

  /** Everything that is ready spins: time moves on by {@code nanos}, to the next timer at most. */
  void passTime(long nanos, @Nullable TimerHandle next) {
    if (next != null && next.deadline - now <= nanos) {
      moveTo(next);
      return;
    }
    if (!timeLimit.comes(nanos)) {
      throw shutdown.verdictOr(
          () ->
              LivelockError.of(
                  this,
                  "everything that could run spins, until virtual time has come to its end.",
                  SPIN_REMEDY));
    }
    timeLimit.check(now + nanos);
    now += nanos;
    spinning.timeMoved();
  }

  private void moveTo(@Nullable TimerHandle timer) {
    if (timer != null && timer.deadline > now) {
      timeLimit.check(timer.deadline);
      now = timer.deadline;
      spinning.timeMoved();
      budget.progress();
    }
  }

  private void run(Entry entry) {
    long before = now;
    gate.countStep();
    if (!budget.take()) {
      ready.add(entry); // for the clean-up
      throw shutdown.verdictOr(this::outOfSteps);
    }
    try {
      entry.run(this);
    } finally {
      if (debug && now - before >= slowStepNanos) {
        problems.report(
            Problem.Kind.SLOW_STEP, Times.slow(entry.label(), now - before), null, null);
      }
    }
    shutdown.throwRaised();
  }

  private LivelockError outOfSteps() {
    return shutdown.isEnding()
        ? LivelockError.ofShutdown(pending(), budget.most())
        : LivelockError.of(this, budget.exhausted(), STEP_REMEDY);
  }

  /** Nothing is ready: time moves on to the next timer, or other threads have to do something. */
  private void rest() {
    while (ready.isEmpty()) {
      if (monitors.tryUnheld()) {
        shutdown.throwRaised();
        continue;
      }
      TimerHandle next = timers.first();
      if (next != null && !outside.comesWithin(next.deadline - now)) {
        moveTo(next);
        return;
      }
      if (next == null && !outside.await()) {
        turn--; // nothing ran in it
        throw shutdown.verdictOr(
            () -> timeLimit.isOver() ? timeLimit.atEnd() : WaitGraph.of(this).deadlock());
      }
      gate.drainInbox();
    }
  }

  /** A callback, on the carrier itself. */
  void call(Runnable callback, boolean quiet) {
    busyStep.begins();
    try {
      callback.run();
    } catch (Throwable e) {
      if (shutdown.isVerdict(e)) {
        return; // it leaves the loop by itself
      }
      problems.report(
          Problem.Kind.CALLBACK, "Exception in callback " + Waits.nameOf(callback), e, null);
    } finally {
      monitors.afterCallback();
      if (!quiet) {
        spinning.happened();
        recorder.step(now, turn, "-", End.CALLBACK, "", choices.latest(), "");
      }
    }
  }

  // ---- what tasks and callbacks ask for -----------------------------------------------------

  /** The strand of the calling thread; null if that is not a managed thread. */
  static @Nullable Strand currentStrand() {
    Installation.require();
    return Jdk.schedulerOf(Thread.currentThread()) instanceof Strand strand ? strand : null;
  }

  /** The engine that runs the calling thread; null if none does. */
  static @Nullable Engine currentEngine() {
    Installation.require();
    Scheduler scheduler = Jdk.schedulerOf(Thread.currentThread());
    if (scheduler instanceof Strand strand) {
      return strand.engine;
    }
    return scheduler instanceof CallbackScheduler callbacks ? callbacks.engine : null;
  }

  /** A callback; {@code own} says what the harness itself has it for, null: it is the user's. */
  Handle callSoon(Runnable callback, @Nullable Own own) {
    long id = own == null ? Decision.CALLBACKS_ID : -2 - 2 * signals++;
    Handle handle = new Handle(callback, own, id);
    ready.add(handle);
    return handle;
  }

  TimerHandle callLater(long nanos, Runnable callback, @Nullable Own own) {
    return timers.add(timeLimit.deadline(nanos), callback, own);
  }

  void callLaterUnlessDone(long nanos, Runnable callback, Future<?> task) {
    timers.addUnlessDone(timeLimit.deadline(nanos), callback, task);
  }

  void spend(long nanos) {
    if (nanos > 0) {
      long time = timeLimit.after(nanos);
      timeLimit.check(time);
      now = time;
      busyStep.timePasses();
      spinning.timeMoved();
      budget.progress();
    }
  }

  /** Virtual time for somebody who looks at the clock. */
  long time() {
    busyStep.readsClock();
    spinning.clockSeen();
    return now;
  }

  Instant instant() {
    return options.start().plusNanos(time());
  }

  String nextTaskName() {
    return "Task-" + ++taskNames;
  }

  String nextThreadName() {
    return "thread-" + ++threadNames;
  }

  Loop loop() {
    return Objects.requireNonNull(loop);
  }

  /** A managed thread has started another one by the public API. */
  void adopt(Thread started, Runnable continuation) {
    Strand strand = new Strand(this, started, continuation);
    strand.label(); // numbers go by creation
    strand.startedAt = options.callSite();
    strands.add(strand);
    strand.enqueue();
  }

  /** A managed thread or a callback starts a platform thread. */
  boolean startInPlace(Thread platform) {
    boolean interrupted = platform.isInterrupted();
    Strand strand = new Strand(this, platform);
    strands.add(strand);
    Jdk.start(strand.thread);
    if (interrupted) {
      strand.thread.interrupt();
    }
    return true;
  }

  /** A thread that is no task has ended with an exception; called on that thread. */
  void uncaught(Thread thread, Throwable exception) {
    if (shutdown.isVerdict(exception)) {
      return;
    }
    Strand strand = currentStrand();
    String name = strand == null ? thread.getName() : strand.label();
    problems.report(
        Problem.Kind.UNCAUGHT, "Thread " + name + " ended with an exception", exception, null);
  }

  /** Whether turns without time moving on would be empty, now and until somebody posts. */
  boolean hasNothingToDo() {
    TimerHandle next = timers.first();
    return strands.isEmpty()
        && ready.isEmpty()
        && !gate.hasPost()
        && (next == null || next.deadline > now);
  }

  // ---- the end ----------------------------------------------------------------------------

  /** Every live thread and what it waits for. */
  List<Pending> pending() {
    return WaitGraph.of(this).pending();
  }

  /** Tells what is left, and forgets everything: parked threads become garbage. */
  void close() {
    if (!gate.isClosed()) {
      problems.reportLeftovers();
      if (!problems.isStopped()) {
        leaks.report();
      }
      gate.close();
      ready.clear();
      timers.clear();
      strands.clear();
      choices.end();
    }
  }
}
