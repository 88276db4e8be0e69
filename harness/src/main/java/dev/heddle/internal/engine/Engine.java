package dev.heddle.internal.engine;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.core.CallbackEntry;
import dev.heddle.internal.core.Choices;
import dev.heddle.internal.core.Entry;
import dev.heddle.internal.core.EntryRunner;
import dev.heddle.internal.core.Gate;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.Own;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.Sneaky;
import dev.heddle.internal.core.Spinning;
import dev.heddle.internal.core.StepBudget;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Timers;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.diagnose.Deaths;
import dev.heddle.internal.diagnose.FailedFutures;
import dev.heddle.internal.diagnose.Leaks;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.internal.diagnose.Origins;
import dev.heddle.internal.diagnose.Problems;
import dev.heddle.internal.diagnose.Uncaught;
import dev.heddle.internal.diagnose.WaitGraph;
import dev.heddle.internal.hook.Carrier;
import dev.heddle.internal.hook.Randomness;
import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.outside.Outside;
import dev.heddle.internal.pool.Pools;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.internal.source.Frames;
import dev.heddle.internal.source.KindNames;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policy;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Step.End;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The works of a loop: what is ready, and what time it is. A turn is CPython's {@code _run_once}:
 * due timers join the ready queue, then exactly what is in it runs.
 *
 * <p>Everything here belongs to the carrier and the managed thread that is mounted on it; other
 * threads come in by the {@link Gate} alone.
 */
public final class Engine implements EntryRunner, Choices.Passing, StepListener, Watched {
  private static final String STEP_REMEDY =
      "A run that is really that long needs a larger bound: Loop.builder().stepLimit(...), or in a"
          + " test @HeddleTest(stepLimit = ...).";

  private static final String SPIN_REMEDY =
      "Look at what the loop that spins waits for, and who was to bring that about.";

  private final Settings settings;
  private final boolean keepsCallSites;

  // ---- what is ----------------------------------------------------------------------------

  public final Gate gate = new Gate();

  public final VirtualTime time = new VirtualTime();

  public final Timers timers = new Timers();

  /** What will run, in this order. */
  final ReadyQueue ready = new ReadyQueue();

  /** Live managed threads, in the order of creation. */
  public final ManagedThreads threads = new ManagedThreads();

  public final RunningStep running = new RunningStep();

  public final Pools pools = new Pools();

  public final Recorder recorder;

  final Origins origins;

  private final Deaths deaths = new Deaths();

  /** What callbacks draw from; a thread has its own. */
  final Randomness randomness = new Randomness(0);

  // ---- what is done about it --------------------------------------------------------------

  public final RunVerdict verdict = new RunVerdict(this::verdictFalls);

  public final Problems problems;

  final Livelocks livelocks;

  final TimeLimit timeLimit;

  public final StepBudget budget;

  public final Shutdown shutdown;

  final Spinning spinning = new Spinning(time, ready, timers, running);

  public final Choices choices;

  public final Steps steps;

  final Monitors monitors;

  public final Outside outside;

  final BusyStep busyStep;

  final Uncaught uncaught;

  public final Leaks leaks;

  public final ThreadStarts starts = new ThreadStarts(this);

  final LoopWorld world = new LoopWorld(this);

  // ---- its state --------------------------------------------------------------------------

  /** The running turn is to be the last. */
  public boolean stopping;

  private boolean debug;

  /** Debug mode: from which virtual time on a step is told. */
  private long slowStepNanos;

  /** How many callbacks of the harness's own were made. */
  private long signals;

  /** Who stands on this engine; set right after it is made. */
  public @Nullable Object face;

  /**
   * An engine whose loop has not begun.
   *
   * @param policy who decides what goes next; null: the default order, and nobody is asked
   * @param log where decisions are written; null: a new one
   * @param handler who is told of problems; null: the system logger
   */
  public Engine(
      Settings settings,
      @Nullable Policy policy,
      @Nullable DecisionLog log,
      @Nullable Consumer<Problem> handler) {
    this.settings = settings;
    keepsCallSites = settings.get(LoopSettings.CALL_SITES);
    boolean sites = settings.get(LoopSettings.SITES);
    boolean keepsPlaces = keepsCallSites || sites;
    origins = new Origins(keepsPlaces);
    recorder = new Recorder(settings.get(LoopSettings.TRACE_LIMIT));
    livelocks = new Livelocks(recorder, this::pending);
    problems =
        new Problems(
            handler, new FailedFutures(running, verdict, this::report, new Origins(keepsPlaces)));
    budget =
        new StepBudget(
            settings.isSet(LoopSettings.STEP_LIMIT)
                ? settings.get(LoopSettings.STEP_LIMIT)
                : StepBudget.DEFAULT);
    timeLimit = new TimeLimit(time, settings.get(LoopSettings.TIME_LIMIT), verdict, livelocks);
    choices =
        new Choices(
            policy,
            log == null ? new DecisionLog() : log,
            settings.get(LoopSettings.EARLY_TIMEOUTS),
            ready,
            timers,
            spinning,
            verdict,
            this);
    shutdown = new Shutdown(verdict, time, budget, timeLimit, recorder, choices::stop);
    busyStep = new BusyStep(gate, running, verdict, shutdown::isEnding);
    steps = new Steps(sites, gate, time, threads, running, verdict, recorder, this);
    monitors = new Monitors(threads, ready, running, choices, steps);
    outside =
        new Outside(
            settings,
            gate,
            threads,
            ready,
            running,
            monitors,
            verdict,
            choices::noteOutside,
            this::pending);
    uncaught = new Uncaught(verdict, problems, deaths);
    leaks = new Leaks(threads, pools, origins, problems, this::waitGraph, time, start());
    debug = settings.get(LoopSettings.DEBUG);
    slowStepNanos = Times.nanos(settings.get(LoopSettings.SLOW_STEP));
  }

  /** Whether the loop may be run inside itself. */
  public boolean isNested() {
    return settings.get(LoopSettings.NESTED);
  }

  /** How many processors the program sees. */
  int processors() {
    return settings.get(LoopSettings.PROCESSORS);
  }

  private Instant start() {
    return settings.get(LoopSettings.START);
  }

  private void report(
      Problem.Kind kind,
      String message,
      @Nullable Throwable exception,
      @Nullable Future<?> future) {
    problems.report(kind, message, exception, future);
  }

  private void verdictFalls() {
    choices.stop();
    if (!shutdown.hasBegun()) {
      problems.stop();
    }
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public RunVerdict verdict() {
    return verdict;
  }

  @Override
  public Duration stallTimeout() {
    return settings.get(LoopSettings.STALL_TIMEOUT);
  }

  public void setDebug(boolean on) {
    debug = on;
  }

  public void setSlowStep(Duration threshold) {
    slowStepNanos = Times.nanos(threshold);
  }

  // ---- turns ------------------------------------------------------------------------------

  /** Runs turns until {@link #stopping}. On a carrier. */
  public void runForever() {
    onThisCarrier(
        () -> {
          do {
            runTurn();
          } while (!stopping);
        });
  }

  /** What nested loops do: runs turns until {@code done}. On a carrier. */
  public void runUntil(BooleanSupplier done) {
    onThisCarrier(
        () -> {
          while (!done.getAsBoolean()) {
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
    randomness.seed(carrier);
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
    time.turn++;
    gate.drainInbox();
    if (!ready.isEmpty()) {
      passTime(spinning.beforeTurn());
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
    for (TimerEntry due = timers.pollDue(time.now); due != null; due = timers.pollDue(time.now)) {
      ready.add(due);
    }
  }

  @Override
  public void tell(Entry signal) {
    signal.run(this);
  }

  @Override
  public void passToNextTimer() {
    moveTo(timers.first());
    addDue();
  }

  /** Everything that is ready spins: time moves on by {@code nanos}, to the next timer at most. */
  private void passTime(long nanos) {
    if (nanos == 0) {
      return;
    }
    TimerEntry next = timers.first();
    if (next != null && next.deadline - time.now <= nanos) {
      moveTo(next);
      return;
    }
    if (!timeLimit.comes(nanos)) {
      throw verdict.orThrow(
          () ->
              livelocks.of(
                  "everything that could run spins, until virtual time has come to its end.",
                  SPIN_REMEDY));
    }
    timeLimit.check(time.now + nanos);
    time.now += nanos;
    spinning.timeMoved();
  }

  private void moveTo(@Nullable TimerEntry timer) {
    if (timer != null && timer.deadline > time.now) {
      timeLimit.check(timer.deadline);
      time.now = timer.deadline;
      spinning.timeMoved();
      budget.progress();
    }
  }

  private void run(Entry entry) {
    long before = time.now;
    gate.countStep();
    if (!budget.take()) {
      ready.add(entry); // for the clean-up
      throw verdict.orThrow(this::outOfSteps);
    }
    try {
      entry.run(this);
    } finally {
      if (debug && time.now - before >= slowStepNanos) {
        problems.report(
            Problem.Kind.SLOW_STEP, Times.slow(entry.label(), time.now - before), null, null);
      }
    }
    verdict.throwRaised();
  }

  private LivelockError outOfSteps() {
    return shutdown.isEnding()
        ? livelocks.ofShutdown(budget.most())
        : livelocks.of(budget.exhausted(), STEP_REMEDY);
  }

  /** Nothing is ready: time moves on to the next timer, or other threads have to do something. */
  private void rest() {
    while (ready.isEmpty()) {
      if (monitors.tryUnheld()) {
        verdict.throwRaised();
        continue;
      }
      TimerEntry next = timers.first();
      if (next != null && !outside.comesWithin(next.deadline - time.now)) {
        moveTo(next);
        return;
      }
      if (next == null && !outside.await()) {
        time.turn--; // nothing ran in it
        throw verdict.orThrow(
            () -> timeLimit.isOver() ? timeLimit.atEnd() : waitGraph().deadlock());
      }
      gate.drainInbox();
    }
  }

  @Override
  public void call(Runnable callback, boolean quiet) {
    busyStep.begins();
    try {
      callback.run();
    } catch (Throwable e) {
      if (verdict.is(e)) {
        return; // it leaves the loop by itself
      }
      problems.report(
          Problem.Kind.CALLBACK, "Exception in callback " + KindNames.nameOf(callback), e, null);
    } finally {
      monitors.afterCallback();
      if (!quiet) {
        spinning.happened();
        recorder.step(time.now, time.turn, "-", End.CALLBACK, "", choices.latest(), "");
      }
    }
  }

  // ---- steps ------------------------------------------------------------------------------

  @Override
  public void step(ManagedThread managed) {
    steps.run(managed);
  }

  @Override
  public void begins() {
    busyStep.begins();
  }

  @Override
  public boolean holdsUp(ManagedThread managed) {
    return outside.holdsUp(managed);
  }

  @Override
  public void ended(ManagedThread managed, ThreadState state) {
    if (state == ThreadState.TERMINATED) {
      budget.progress();
    }
    spinning.stepEnded(managed, state);
    monitors.afterStep(managed, state);
  }

  @Override
  public int decision() {
    return choices.latest();
  }

  @Override
  public long sinceProgress() {
    return budget.sinceProgress();
  }

  // ---- what tasks and callbacks ask for -----------------------------------------------------

  /** The managed thread that calls; null if that is none. */
  public static @Nullable ManagedThread currentThread() {
    Installation.require();
    return ManagedThread.of(Thread.currentThread());
  }

  /** The engine that runs the calling thread; null if none does. */
  public static @Nullable Engine currentEngine() {
    Installation.require();
    Scheduler scheduler = Scheduler.current();
    if (scheduler instanceof ThreadScheduler threads) {
      return threads.engine();
    }
    return scheduler instanceof CallbackScheduler callbacks ? callbacks.engine : null;
  }

  /**
   * Refuses what a thread that a loop runs must not call.
   *
   * @throws IllegalStateException with that message, if one runs the calling thread
   */
  public static void refuseInsideLoop(String message) {
    if (currentEngine() != null) {
      throw new IllegalStateException(
          message
              + ". Await the work instead, or build the loop with Loop.builder().nested(true).");
    }
  }

  /** A callback; {@code own} says what the harness itself has it for, null: it is the user's. */
  public CallbackEntry callSoon(Runnable callback, @Nullable Own own) {
    long id = own == null ? Decision.CALLBACKS_ID : -2 - 2 * signals++;
    CallbackEntry entry = new CallbackEntry(callback, own, id);
    ready.add(entry);
    return entry;
  }

  public TimerEntry callLater(long nanos, Runnable callback, @Nullable Own own) {
    return timers.add(timeLimit.deadline(nanos), callback, own);
  }

  void callLaterUnlessDone(long nanos, Runnable callback, Future<?> task) {
    timers.addUnlessDone(timeLimit.deadline(nanos), callback, task);
  }

  public void spend(long nanos) {
    if (nanos > 0) {
      long later = timeLimit.after(nanos);
      timeLimit.check(later);
      time.now = later;
      busyStep.timePasses();
      spinning.timeMoved();
      budget.progress();
    }
  }

  /** Virtual time for somebody who looks at the clock. */
  public long time() {
    busyStep.readsClock();
    spinning.clockSeen();
    return time.now;
  }

  public Instant instant() {
    return start().plusNanos(time());
  }

  /** The line of the calling code of a loop, if this one keeps that. */
  public @Nullable StackTraceElement callSite() {
    return keepsCallSites && currentEngine() != null ? Frames.caller() : null;
  }

  /** Whether turns without time moving on would be empty, now and until somebody posts. */
  public boolean hasNothingToDo() {
    TimerEntry next = timers.first();
    return threads.isEmpty()
        && ready.isEmpty()
        && !gate.hasPost()
        && (next == null || next.deadline > time.now);
  }

  // ---- the end ----------------------------------------------------------------------------

  private WaitGraph waitGraph() {
    return new WaitGraph(threads, origins, deaths);
  }

  /** Every live thread and what it waits for. */
  List<Pending> pending() {
    return waitGraph().pending();
  }

  /** Tells what is left, and forgets everything: parked threads become garbage. */
  public void close() {
    if (!gate.isClosed()) {
      problems.reportLeftovers();
      if (!problems.isStopped()) {
        leaks.report();
      }
      gate.close();
      ready.clear();
      timers.clear();
      threads.clear();
      choices.end();
    }
  }
}
