package dev.heddle.internal.testing;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.LoopControl;
import dev.heddle.Runner;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.testing.HeddleReport;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.DivergedError;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.ProblemsError;
import dev.heddle.verdict.VerdictError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The loop of one test, from before its first {@code @BeforeEach} method to after its last
 * {@code @AfterEach}. Each of these methods, and the test, is a main task of it. Knows no test
 * framework, and is public for the parts of this extension that serve another one than Jupiter.
 */
@API(status = Status.INTERNAL)
public final class Session {
  /**
   * A method of a test.
   *
   * @param <T> what it returns
   */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> {
    /** Calls it. */
    T run() throws Throwable;
  }

  /** Iterations, without time moving on, in which what is about to end may do so after a test. */
  private static final int SETTLING_ITERATIONS = 100;

  /** Winding up may take this many times as long, in real time, as the loop may stand still. */
  private static final int STALL_TIMEOUTS_TO_END = 2;

  private final Duration stallTimeout;

  /** How many of the last steps a failure shows. */
  private final int steps;

  /** One of many runs: whoever runs them watches over it, and reports. */
  private final boolean explored;

  private final FoundProblems found;

  private final Runner runner;

  private final Loop loop;

  private final LoopControl control;

  private final LoopParameters parameters;

  /** Held by the thread whose main task runs. */
  private final MainTaskLock mainTask = new MainTaskLock();

  /** What ended the run, whoever caught it; after that the loop may be unable to go on. */
  private @Nullable Throwable verdict;

  /** How the program was not the one of the schedule that was replayed. */
  private @Nullable DivergedError diverged;

  private Session(
      LoopBuilder loop,
      Set<Problem.Kind> tolerate,
      Duration stallTimeout,
      int steps,
      boolean explored) {
    this.stallTimeout = stallTimeout;
    this.steps = steps;
    this.explored = explored;
    found = new FoundProblems(tolerate);
    runner = new Runner(loop.problems(found));
    this.loop = runner.loop();
    this.control = new LoopControl(this.loop);
    parameters = new LoopParameters(this.loop);
  }

  /** The loop of a test that is run once. */
  public static Session ofTest(TestSettings settings) {
    return new Session(
        settings.loop(),
        settings.tolerated(),
        settings.stallTimeout(),
        settings.get(RunSettings.SHOWN_STEPS),
        false);
  }

  /**
   * The loop of one of many runs of a test.
   *
   * @param tolerate problems that do not fail it
   * @param stallTimeout how long, in real time, the loop may stand still
   */
  public static Session ofRun(LoopBuilder loop, Set<Problem.Kind> tolerate, Duration stallTimeout) {
    return new Session(loop, tolerate, stallTimeout, 0, true);
  }

  /** The loop. */
  public Loop loop() {
    return loop;
  }

  /** Whether a parameter of this type can be had. */
  public static boolean injects(Class<?> type) {
    return LoopParameters.knows(type);
  }

  /** A value to stand for a parameter of this type where there is no loop yet. */
  public static Object placeholder(Class<?> type) {
    return new LoopParameters(Loop.create()).get(type);
  }

  /** The value of a parameter. */
  public Object parameter(Class<?> type) {
    return parameters.get(type);
  }

  // ---- methods ----------------------------------------------------------------------------

  /** Runs a method as a main task; what it throws arrives as it is, with the last steps. */
  public <T extends @Nullable Object> T run(String name, Body<T> method) throws Throwable {
    mainTask.take();
    try {
      return runMain(name, method);
    } finally {
      mainTask.pass();
    }
  }

  /** As {@link #run}, but after whatever runs, however long that takes. */
  public <T extends @Nullable Object> T runInTurn(String name, Body<T> method) throws Throwable {
    mainTask.await();
    try {
      return runMain(name, method);
    } finally {
      mainTask.pass();
    }
  }

  private <T extends @Nullable Object> T runMain(String name, Body<T> method) throws Throwable {
    refuseIfStuck(name);
    Main<T> main = new Main<>(method);
    Task<T> task = loop.createTask(name, main);
    try {
      return loop.runUntilComplete(task);
    } catch (Throwable e) {
      Throwable failure = isVerdict(e) || main.thrown == null ? e : main.thrown;
      if (failure == verdict && !main.started) {
        throw notRun(name);
      }
      if (isVerdict(failure)) {
        verdict = failure;
      }
      report(failure);
      unwind(task);
      throw failure;
    }
  }

  private static boolean isVerdict(Throwable thrown) {
    return thrown instanceof VerdictError || thrown instanceof ExitError;
  }

  private void refuseIfStuck(String name) {
    if (loop.isRunning()) {
      throw notRun(name);
    }
  }

  private static IllegalStateException notRun(String name) {
    return new IllegalStateException(
        "Method ["
            + name
            + "] was not run: the loop of this test was given up in a step that did not end. Mend"
            + " that first.");
  }

  private void report(Throwable failure) {
    RemedyByAnnotation.addTo(failure);
    HeddleReport lastSteps = lastSteps();
    if (lastSteps != null && !explored && !(failure instanceof TestAbortedException)) {
      lastSteps.attachTo(failure);
    }
  }

  private @Nullable HeddleReport lastSteps() {
    return HeddleReport.of(loop, steps);
  }

  /** JUnit's next method is not to meet the one before: that is cancelled if it still waits. */
  private void unwind(Task<?> task) {
    if (task.isDone() || loop.isRunning()) {
      return;
    }
    try {
      control.unwind(task);
    } catch (Throwable e) {
      // It ends by being cancelled, or cannot end; its failure is known already.
    }
  }

  /** The body of a main task, which remembers what it has thrown. */
  private static final class Main<T extends @Nullable Object> implements Callable<T> {
    private final Body<T> method;

    /** Whether the method was called. */
    boolean started;

    /** What the method has thrown, which the loop may turn into something else. */
    @Nullable Throwable thrown;

    Main(Body<T> method) {
      this.method = method;
    }

    @Override
    public T call() throws Exception {
      started = true;
      try {
        return method.run();
      } catch (Throwable e) {
        thrown = e;
        throw SneakyThrow.rethrow(e);
      }
    }
  }

  // ---- the end ----------------------------------------------------------------------------

  /**
   * Ends what is left, and closes the loop.
   *
   * @return what the test is to fail with; null if there were no problems
   */
  public @Nullable ProblemsError end(@Nullable Throwable failure) throws InterruptedException {
    mainTask.take();
    try {
      HeddleReport lastSteps = explored ? null : lastSteps();
      if (!loop.isRunning()) {
        endDecisions(failure);
        windUp();
      }
      List<Problem> problems = found.toFail(verdict == null ? failure : verdict);
      if (problems.isEmpty()) {
        return null;
      }
      ProblemsError error = RemedyByAnnotation.addTo(new ProblemsError(problems));
      if (failure == null && lastSteps != null) {
        lastSteps.attachTo(error);
      }
      return error;
    } finally {
      mainTask.pass();
    }
  }

  /** What comes now is not the test's: no decision. A replay that has not matched tells so. */
  private void endDecisions(@Nullable Throwable failure) {
    try {
      control.endDecisions();
    } catch (DivergedError e) {
      if (failure == null) {
        diverged = e;
      } else if (failure != verdict) {
        failure.addSuppressed(e);
      }
    }
  }

  /** How a replay has not matched a test that passed; null if it has. */
  public @Nullable DivergedError diverged() {
    return diverged;
  }

  /** What the loop told though it fails no test. */
  public List<String> notes() {
    return found.notes().stream().map(Problem::message).toList();
  }

  private void windUp() {
    inTime(() -> loop.runUntilComplete(loop.createTask("end of the test", this::settle)));
    inTime(runner::close);
  }

  private @Nullable Void settle() throws InterruptedException {
    for (int iteration = 0; iteration < SETTLING_ITERATIONS && !control.isAlone(); iteration++) {
      Tasks.yieldNow();
    }
    Trace trace = loop.trace();
    Set<Task<?>> deadlocked = control.isAlone() ? Set.of() : control.reportDeadlocks();
    for (Task<?> task : loop.allTasks()) {
      if (task != Tasks.currentTask() && !deadlocked.contains(task)) {
        found.leftPending(task, trace);
      }
    }
    found.ending();
    parameters.shutDown();
    return null;
  }

  private void inTime(Runnable action) {
    try {
      if (explored) {
        action.run();
      } else {
        RealTimeLimit.call(stallTimeout.multipliedBy(STALL_TIMEOUTS_TO_END), action);
      }
    } catch (Throwable e) {
      if (e != verdict) {
        found.notEnded(e);
      }
    }
  }
}
