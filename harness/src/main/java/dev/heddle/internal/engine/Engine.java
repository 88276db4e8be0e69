package dev.heddle.internal.engine;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.core.CallbackEntry;
import dev.heddle.internal.core.Decisions;
import dev.heddle.internal.core.EntryChooser;
import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.LoopAccess;
import dev.heddle.internal.core.Mailbox;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.internal.core.StepBudget;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Timers;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.diagnose.CallSites;
import dev.heddle.internal.diagnose.DeadThreads;
import dev.heddle.internal.diagnose.FailedFutures;
import dev.heddle.internal.diagnose.Leaks;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.internal.diagnose.Problems;
import dev.heddle.internal.diagnose.Uncaught;
import dev.heddle.internal.diagnose.WaitForGraph;
import dev.heddle.internal.hook.Randomness;
import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.internal.memory.RunPoints;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.outside.Outside;
import dev.heddle.internal.pool.Pools;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.internal.source.Frames;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policy;
import dev.heddle.trace.Recorder;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.VerdictError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a loop together from its parts, and is what tasks, futures and callbacks ask for time,
 * timers and threads.
 *
 * <p>Everything here belongs to the carrier and the managed thread that is mounted on it; other
 * threads send {@linkplain Mailbox mail}.
 */
public final class Engine implements StepListener {
  final Settings settings;
  private final Instant start;

  public final LoopAccess access = new LoopAccess();
  public final Heartbeat heartbeat = new Heartbeat();
  public final Mailbox mailbox = new Mailbox(access, heartbeat);
  public final VirtualTime time = new VirtualTime();
  public final Timers timers = new Timers();

  /** What will run, in this order. */
  final ReadyQueue ready = new ReadyQueue();

  /** Live managed threads, in the order of creation. */
  public final ManagedThreads threads = new ManagedThreads();

  public final RunningStep running = new RunningStep();
  public final Pools pools = new Pools();
  public final Recorder recorder;
  final CallSites callSites;
  private final DeadThreads deadThreads = new DeadThreads();
  final Randomness randomness = new Randomness(0); // of callbacks; a thread has its own

  public final RunVerdict verdict = new RunVerdict(this::onVerdict);
  public final Problems problems;
  public final StepBudget budget;
  final TimeLimit timeLimit;
  public final Shutdown shutdown;
  final SpinDetector spinDetector = new SpinDetector(time, ready, timers, running);
  public final Decisions decisions;
  final BusyStep busyStep;
  private final TimeMover timeMover;
  public final Steps steps;
  final Monitors monitors;
  public final Outside outside;
  public final RunPoints points;
  private final EntryExecutor executor;
  private final Iterations iterations;
  final Uncaught uncaught;
  public final Leaks leaks;
  public final ThreadStarts starts = new ThreadStarts(this);
  final LoopWorld world = new LoopWorld(this);

  /** This loop, as the watchdog sees it. */
  public final WatchedLoop watched;

  /** How many internal callbacks were made. */
  private long signals;

  /** The layer above this engine, such as asyncio's loop; set right after the engine is made. */
  public @Nullable Object face;

  /**
   * Puts the parts together.
   *
   * @param policy chooses what runs next; null: the default order
   * @param log where decisions are recorded; null: a new one
   * @param handler takes problems; null: the system logger
   */
  public Engine(
      Settings settings,
      @Nullable Policy policy,
      @Nullable DecisionLog log,
      @Nullable Consumer<Problem> handler) {
    this.settings = settings;
    start = settings.get(LoopSettings.START);
    boolean sites = settings.get(LoopSettings.SITES);
    boolean keepsPlaces = sites || settings.get(LoopSettings.CALL_SITES);
    Duration stallTimeout = settings.get(LoopSettings.STALL_TIMEOUT);
    watched = new WatchedLoop(access, mailbox, heartbeat, verdict, stallTimeout);
    callSites = new CallSites(keepsPlaces);
    recorder = new Recorder(settings.get(LoopSettings.TRACE_LIMIT));
    Livelocks livelocks = new Livelocks(recorder, this::pending);
    problems =
        new Problems(
            handler, new FailedFutures(running, verdict, this::report, new CallSites(keepsPlaces)));
    budget =
        new StepBudget(
            settings.isSet(LoopSettings.STEP_LIMIT)
                ? settings.get(LoopSettings.STEP_LIMIT)
                : StepBudget.DEFAULT);
    timeLimit = new TimeLimit(time, settings.get(LoopSettings.TIME_LIMIT), verdict, livelocks);
    DecisionLog written = log == null ? new DecisionLog() : log;
    decisions = new Decisions(policy, written, verdict);
    shutdown = new Shutdown(verdict, time, budget, timeLimit, recorder, decisions::stop);
    busyStep = new BusyStep(access, running, verdict, shutdown::isEnding);
    timeMover =
        new TimeMover(
            time, timers, ready, timeLimit, budget, spinDetector, busyStep, verdict, livelocks);
    steps = new Steps(sites, access, heartbeat, time, threads, running, verdict, recorder, this);
    monitors = new Monitors(threads, ready, running, decisions, steps);
    outside =
        new Outside(
            settings,
            mailbox,
            heartbeat,
            threads,
            ready,
            running,
            monitors,
            verdict,
            decisions::noteOutside,
            this::pending);
    executor =
        new EntryExecutor(
            settings,
            ready,
            time,
            heartbeat,
            budget,
            verdict,
            problems,
            livelocks,
            shutdown,
            decisions,
            spinDetector,
            busyStep,
            monitors,
            steps,
            recorder);
    EntryChooser chooser =
        new EntryChooser(
            settings.get(LoopSettings.EARLY_TIMEOUTS),
            ready,
            timers,
            spinDetector,
            running,
            decisions,
            executor,
            timeMover::queueNextTimers);
    points =
        new RunPoints(
            PointsOfJvm.wanted(settings, policy),
            ready,
            threads,
            running,
            decisions,
            written,
            monitors,
            sites ? recorder : null,
            chooser,
            spinDetector,
            steps::areNested,
            new SpinVerdict(running, verdict));
    iterations =
        new Iterations(
            access,
            mailbox,
            heartbeat,
            time,
            timers,
            ready,
            chooser,
            executor,
            timeMover,
            spinDetector,
            monitors,
            outside,
            verdict,
            shutdown,
            this::standstill);
    uncaught = new Uncaught(verdict, problems, deadThreads);
    leaks = new Leaks(threads, pools, callSites, problems, this::waitGraph, time, start);
  }

  /** Whether the loop may be run inside itself. */
  public boolean isNested() {
    return settings.get(LoopSettings.NESTED);
  }

  private void report(
      Problem.Kind kind,
      String message,
      @Nullable Throwable exception,
      @Nullable Future<?> future) {
    problems.report(kind, message, exception, future);
  }

  private void onVerdict() {
    decisions.stop();
    if (!shutdown.hasBegun()) {
      problems.stop();
    }
  }

  /** Runs iterations until {@link #stop()}. On a carrier. */
  public void runForever() {
    onThisCarrier(iterations::runForever);
  }

  /** Runs iterations until {@code done}, perhaps in a loop that runs already. On a carrier. */
  public void runUntil(BooleanSupplier done) {
    onThisCarrier(() -> iterations.runUntil(done));
  }

  private void onThisCarrier(Runnable body) {
    iterations.onThisCarrier(body, () -> new CallbackScheduler(this), randomness);
  }

  /** The running or next iteration is the last. */
  public void stop() {
    iterations.stop();
  }

  public void setDebug(boolean on) {
    executor.setDebug(on);
  }

  public void setSlowStep(Duration threshold) {
    executor.setSlowStep(threshold);
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
    spinDetector.stepEnded(managed, state);
    monitors.afterStep(managed, state);
  }

  @Override
  public int decision() {
    return decisions.latest();
  }

  @Override
  public long sinceProgress() {
    return budget.sinceProgress();
  }

  // ---- for tasks and callbacks --------------------------------------------------------------

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
   * Queues a callback.
   *
   * @param internal marks one of the harness's own; null: it is the program's
   */
  public CallbackEntry callSoon(Runnable callback, @Nullable InternalCallback internal) {
    long id = internal == null ? Decision.CALLBACKS_ID : -2 - 2 * signals++;
    CallbackEntry entry = new CallbackEntry(callback, internal, id);
    ready.add(entry);
    return entry;
  }

  public TimerEntry callLater(long nanos, Runnable callback, @Nullable InternalCallback internal) {
    return timers.add(timeLimit.deadline(nanos), callback, internal);
  }

  void callLaterUnlessDone(long nanos, Runnable callback, Future<?> task) {
    timers.addUnlessDone(timeLimit.deadline(nanos), callback, task);
  }

  /** The running step takes so much virtual time. */
  public void spend(long nanos) {
    timeMover.spend(nanos);
  }

  /** The virtual time, for code that reads the clock. */
  public long time() {
    busyStep.readsClock();
    spinDetector.clockSeen();
    return time.now;
  }

  public Instant instant() {
    return start.plusNanos(time());
  }

  /** The line of the calling code, if this loop keeps call sites. */
  public @Nullable StackTraceElement callSite() {
    boolean keeps = settings.get(LoopSettings.CALL_SITES) && currentEngine() != null;
    return keeps ? Frames.caller() : null;
  }

  /** Whether iterations run nothing until time moves or another thread sends mail. */
  public boolean hasNothingToDo() {
    return threads.isEmpty() && iterations.areEmpty();
  }

  // ---- the end ----------------------------------------------------------------------------

  private VerdictError standstill() {
    return timeLimit.isOver() ? timeLimit.atEnd() : waitGraph().deadlock();
  }

  private WaitForGraph waitGraph() {
    return new WaitForGraph(threads, callSites, deadThreads);
  }

  /** Every live thread and what it waits for. */
  List<Pending> pending() {
    return waitGraph().pending();
  }

  /** Reports what is left, and forgets everything: parked threads become garbage. */
  public void close() {
    if (!access.isClosed()) {
      problems.reportLeftovers();
      if (!problems.isStopped()) {
        leaks.report();
      }
      access.close();
      mailbox.clear();
      ready.clear();
      timers.clear();
      threads.clear();
      if (points.areOn()) {
        PointsOfJvm.end();
      }
      decisions.end();
    }
  }
}
