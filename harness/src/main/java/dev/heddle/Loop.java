package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import dev.heddle.internal.engine.Watchdog;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DivergedError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.UnansweredError;
import dev.heddle.verdict.VerdictError;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * An event loop in virtual time, with the semantics of asyncio's in CPython 3.13, whose tasks are
 * virtual threads. One thing runs at a time, in a fixed order; time moves only when nothing is
 * ready, and then straight to the next deadline.
 *
 * <p>A <em>turn</em> of the loop runs exactly what is ready when it begins. The Javadoc of each
 * operation that waits says how many turns it takes.
 *
 * <p>A loop is not thread-safe: while it runs, only its own tasks and callbacks may use it, and
 * other threads only {@link #callSoonThreadsafe}. Different loops run side by side.
 */
@API(status = Status.EXPERIMENTAL)
public final class Loop implements AutoCloseable {
  final Engine engine;

  private final OutsideQuestions asking;

  private boolean eagerTasks;

  /** What the end of the run has cancelled. */
  private List<Task<?>> dropped = List.of();

  private int taskNames;

  Loop(Engine engine, @Nullable Answers answers) {
    this.engine = engine;
    engine.face = this;
    asking = new OutsideQuestions(answers, engine);
  }

  /** Starts to describe a loop. */
  public static LoopBuilder builder() {
    return new LoopBuilder();
  }

  /** A new loop of the default kind. */
  public static Loop create() {
    return builder().build();
  }

  // ---- running ----------------------------------------------------------------------------

  /**
   * Runs {@code main} as the main task of a new loop, as {@code asyncio.run} does: when it is done,
   * the tasks that are left are cancelled in the order of their creation, their clean-up is waited
   * for, and the loop is closed. No policy decides how that goes.
   *
   * @return the result of {@code main}; its exception is thrown as it is
   * @throws IllegalStateException if a loop runs the calling thread already and was not built
   *     nested
   * @throws VerdictError if the loop cannot go on
   */
  public static <T extends @Nullable Object> T run(Body<? extends T> main) {
    return builder().run(main);
  }

  /**
   * The body of a main task.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> {
    /**
     * Runs as a task.
     *
     * @param loop the loop that runs it
     * @return the result of the run
     * @throws Exception whatever it throws; it arrives as it is
     */
    T run(Loop loop) throws Exception;
  }

  /** The loop that runs the calling task, callback or managed thread. */
  public static Loop current() {
    return of(RunningLoop.engine());
  }

  private static Loop of(Engine running) {
    return (Loop) Objects.requireNonNull(running.face);
  }

  /** Runs until {@link #stop()}; the turn in which that is called still ends. */
  public void runForever() {
    checkRunnable();
    Watchdog.call(
        engine.watched,
        this::stop,
        () -> {
          engine.runForever();
          return null;
        });
  }

  /**
   * Runs until a future is done; one more turn runs to its end after that. A coroutine object
   * becomes a task. In a loop that was built nested, this may be called inside the running loop,
   * and ends with the very turn in which the future is done.
   *
   * @return the result of the future; its exception is thrown as it is
   * @throws IllegalStateException if the loop was stopped before, is running, or another loop is
   */
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
    LoopFuture<T> future;
    if (engine.isNested()) {
      engine.access.checkOpen("runUntilComplete");
      future = ensureFuture(awaitable);
      driveNested(future);
    } else {
      checkRunnable();
      future = ensureFuture(awaitable);
      drive(future, !(awaitable instanceof LoopFuture));
    }
    if (!future.isDone()) {
      throw new IllegalStateException("Event loop stopped before Future completed.");
    }
    return future.result();
  }

  private void drive(LoopFuture<?> future, boolean isNew) {
    boolean[] thrown = new boolean[1]; // what it has left is not to stop the clean-up
    Consumer<LoopFuture<?>> stopWhenDone =
        done -> {
          if (!thrown[0]) {
            stop();
          }
        };
    future.addQuietly(stopWhenDone, InternalCallback.INVISIBLE);
    try {
      Watchdog.call(
          engine.watched,
          future::cancel,
          () -> {
            engine.runForever();
            return null;
          });
    } catch (Throwable e) {
      thrown[0] = true;
      if (isNew && future.isDone()) {
        future.retrieved();
      }
      throw e;
    } finally {
      future.removeDoneCallback(stopWhenDone);
    }
  }

  private void driveNested(LoopFuture<?> future) {
    if (engine.access.isRunning()) {
      engine.steps.runNested(() -> engine.runUntil(future::isDone));
    } else {
      Engine.refuseInsideLoop("Cannot run the event loop while another loop is running");
      Watchdog.call(
          engine.watched,
          future::cancel,
          () -> {
            engine.runUntil(future::isDone);
            return null;
          });
    }
  }

  private void checkRunnable() {
    if (engine.access.isRunning()) {
      throw new IllegalStateException(
          "This event loop is already running. Await the future instead, or build the loop with"
              + " Loop.builder().nested(true).");
    }
    engine.access.checkOpen("run");
    Engine.refuseInsideLoop("Cannot run the event loop while another loop is running");
  }

  /** Lets {@link #runForever()} end with the running turn, or after one turn if it does not run. */
  public void stop() {
    engine.stop();
  }

  /** Whether it runs, on any thread. */
  public boolean isRunning() {
    return engine.access.isRunning();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return engine.access.isClosed();
  }

  /**
   * Forgets everything that is scheduled, and reports what was left pending. Nothing more runs: no
   * clean-up of tasks, which is {@link Runner#close()}'s. Does nothing the second time.
   *
   * @throws IllegalStateException if the loop is running
   */
  @Override
  public void close() {
    if (engine.access.isRunning()) {
      throw new IllegalStateException(
          "Cannot close a running event loop: call stop(), and close it when run has returned.");
    }
    engine.close();
  }

  // ---- callbacks --------------------------------------------------------------------------

  /** Has a callback called in the next turn, after all that is ready. */
  public Handle callSoon(Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    engine.access.checkOpen("callSoon");
    return new Handle(engine.callSoon(callback, null));
  }

  /** As {@link #callSoon}, from any thread. Does nothing once the loop is closed. */
  public void callSoonThreadsafe(Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    if (engine.access.isInside()) {
      callSoon(callback);
    } else {
      Thread by = Thread.currentThread();
      engine.mailbox.post(
          () -> {
            engine.outside.woken(by, null);
            engine.callSoon(callback, null);
          });
    }
  }

  /**
   * Has a callback called when a virtual time has passed. Zero or less: in the next turn, after all
   * that is ready when that begins.
   */
  public TimerHandle callLater(Duration delay, Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    engine.access.checkOpen("callLater");
    return new TimerHandle(engine.callLater(Times.nanos(delay), callback, null));
  }

  /**
   * Has a callback called at a virtual time, counted from the loop's start; ties go by creation.
   */
  public TimerHandle callAt(Duration when, Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    engine.access.checkOpen("callAt");
    return new TimerHandle(engine.timers.add(Times.nanos(when), callback, null));
  }

  // ---- tasks and futures ------------------------------------------------------------------

  /** A future that is completed by hand. */
  public <T extends @Nullable Object> LoopFuture<T> createFuture() {
    return new LoopFuture<>(engine);
  }

  /**
   * Creates a task. Nothing of it runs in this call: its first step comes in the next turn, after
   * all that is ready. If the loop {@linkplain #setEagerTasks starts tasks eagerly}, as {@link
   * #createEagerTask(Callable)}.
   */
  public <T extends @Nullable Object> Task<T> createTask(Callable<? extends T> body) {
    return newTask(null, body, eagerTasks);
  }

  /** Creates a task with a name; otherwise as {@link #createTask(Callable)}. */
  public <T extends @Nullable Object> Task<T> createTask(String name, Callable<? extends T> body) {
    return newTask(Objects.requireNonNull(name, "name"), body, eagerTasks);
  }

  /** Creates a task from a coroutine object; otherwise as {@link #createTask(Callable)}. */
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
    return newTask(null, coroutine.wrapped(), eagerTasks);
  }

  /**
   * Creates a task and runs it, in this very call, to its first suspension or to its end. If the
   * loop does not run, as {@link #createTask(Callable)}.
   */
  public <T extends @Nullable Object> Task<T> createEagerTask(Callable<? extends T> body) {
    return newTask(null, body, true);
  }

  /** Creates an eager task with a name; otherwise as {@link #createEagerTask(Callable)}. */
  public <T extends @Nullable Object> Task<T> createEagerTask(
      String name, Callable<? extends T> body) {
    return newTask(Objects.requireNonNull(name, "name"), body, true);
  }

  /** In asyncio some things are tasks, and take a number, that are none here. */
  String nextTaskName() {
    return "Task-" + ++taskNames;
  }

  void setDropped(List<Task<?>> tasks) {
    dropped = List.copyOf(tasks);
  }

  private <T extends @Nullable Object> Task<T> newTask(
      @Nullable String name, Callable<? extends T> body, boolean eager) {
    Objects.requireNonNull(body, "body");
    engine.access.checkOpen("createTask");
    Task<T> task = new Task<>(engine, name == null ? nextTaskName() : name, body);
    engine.threads.add(task.managed);
    if (eager && engine.access.isRunning()) {
      engine.steps.startEagerly(task.managed);
    } else {
      task.managed.enqueue();
    }
    return task;
  }

  /** A future as it is; a coroutine object as a new task. */
  <T extends @Nullable Object> LoopFuture<T> ensureFuture(Awaitable<T> awaitable) {
    if (awaitable instanceof Coroutine<T> coroutine) {
      return createTask(coroutine);
    }
    return (LoopFuture<T>) awaitable;
  }

  /** Whether tasks are started eagerly, from now on: {@code asyncio.eager_task_factory}. */
  public void setEagerTasks(boolean eager) {
    engine.access.checkInside("setEagerTasks");
    eagerTasks = eager;
  }

  /** The tasks that are not done, in the order of creation. */
  public List<Task<?>> allTasks() {
    List<Task<?>> tasks = new ArrayList<>();
    for (ManagedThread managed : engine.threads) {
      Task<?> task = Task.of(managed);
      if (task != null && !task.isDone()) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  /**
   * The tasks that were not done when the run ended, because nobody awaited them, and that it has
   * cancelled; in the order of creation. Empty until {@link Runner#close()} or the end of {@link
   * #run}.
   */
  public List<Task<?>> droppedTasks() {
    return dropped;
  }

  /**
   * Makes virtual threads that this loop runs, for code that wants a factory. Threads that managed
   * threads make by the public API are managed without it.
   */
  public ThreadFactory threadFactory() {
    return body -> {
      Objects.requireNonNull(body, "body");
      ManagedThread managed = engine.starts.newThread(null, engine.threads.nextName(), body);
      engine.threads.add(managed);
      return managed.thread;
    };
  }

  // ---- the world outside --------------------------------------------------------------------

  /**
   * Asks something outside of the loop, such as a server: calls {@code answer} on a thread that the
   * loop does not run, in real time, while the whole loop stands still. So it takes no virtual
   * time, and has one place in the order of things. For the loop's own tasks, threads and
   * callbacks.
   *
   * <p>With {@link LoopBuilder#answers} what comes of it is recorded, an exception too, and later
   * runs get that without asking: text, or a {@link java.io.Serializable} object, of which each run
   * gets a copy. Without, it is asked in each run, which then {@linkplain #waitedOutside need not
   * repeat}.
   *
   * @param question says what is asked, with all that the answer depends on; the answers to one
   *     question go by the order in which a run asks it
   * @return the answer; what {@code answer} throws is thrown as it is
   * @throws UnansweredError if answers are replayed, and this is not among them
   * @throws BlockedError if there is no answer within the loop's stall timeout
   */
  public <T extends @Nullable Object> T askOutside(String question, Callable<? extends T> answer) {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(answer, "answer");
    if (Engine.currentEngine() != engine) {
      throw new IllegalStateException(
          "askOutside was called by thread "
              + Thread.currentThread().getName()
              + ", which this loop does not run. It is outside already: call what it would ask.");
    }
    try {
      return asking.ask(question, answer);
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(e);
    }
  }

  // ---- time -------------------------------------------------------------------------------

  /** The virtual time since the loop's start. */
  public Duration time() {
    return Duration.ofNanos(engine.time());
  }

  /** The virtual wall clock, in UTC. */
  public Clock clock() {
    return new LoopClock(engine);
  }

  /**
   * A source of values that are decisions: the policy picks each, and a schedule replays them. In
   * the default order all are the least possible: 0, false, the origin. For the loop's own tasks
   * and callbacks.
   *
   * <p>What the JDK draws by itself, as for {@code new Random()} or {@code UUID.randomUUID()}, is
   * no decision: in tasks, callbacks and the threads that they start it is the same in every run
   * and under every schedule.
   */
  public RandomGenerator random() {
    return new PolicyRandom(engine);
  }

  /** The number of the turn that runs, or ran last; the first is 1. */
  public long turn() {
    return engine.time.iteration;
  }

  // ---- what it tells ----------------------------------------------------------------------

  /** What the loop did, as far as it is kept. */
  public Trace trace() {
    return engine.recorder.trace();
  }

  /**
   * The decisions so far: a schedule whose {@linkplain Schedule#token() token} replays this run.
   * Without a policy there are none.
   */
  public Schedule schedule() {
    return engine.decisions.schedule();
  }

  /**
   * From now on everything goes in the default order, and nothing is traced: for what a harness
   * does after the code under test.
   *
   * @throws DivergedError if a schedule was replayed that the program does not match
   */
  @API(status = Status.INTERNAL)
  public void decideNoMore() {
    engine.recorder.stop();
    engine.shutdown.begin();
    engine.decisions.end();
  }

  /**
   * Cancels a task that a run of the loop has left pending since it failed, and lets it clean up,
   * for a harness that goes on with another one.
   */
  @API(status = Status.INTERNAL)
  public void unwind(Task<?> left) {
    engine.shutdown.cleanUp(
        () -> {
          left.cancel();
          runUntilComplete(left);
        });
  }

  /**
   * Reports the tasks that can never go on because they wait for each other, each circle once, for
   * a harness that is about to cancel what is left.
   *
   * @return those tasks
   */
  @API(status = Status.INTERNAL)
  public Set<Task<?>> reportDeadlocks() {
    Set<Task<?>> tasks = new LinkedHashSet<>();
    engine.leaks.reportTasks().forEach(owner -> tasks.add((Task<?>) owner.future()));
    return tasks;
  }

  /** Whether the calling task is all that is alive, for a harness that waits for the rest. */
  @API(status = Status.INTERNAL)
  public boolean isAlone() {
    return engine.threads.isSingle();
  }

  /**
   * What made this run depend on more than the loop, first: that it has waited for something
   * outside, or was woken from there. Such a run need not repeat. Empty as long as it has not.
   */
  public Optional<String> waitedOutside() {
    return Optional.ofNullable(engine.outside.first());
  }

  /** Has problems told to {@code handler}; null: to the system logger {@code dev.heddle}. */
  public void setProblemHandler(@Nullable Consumer<Problem> handler) {
    engine.problems.setHandler(handler);
  }

  /** Debug mode: whether steps that take much virtual time are told. */
  public void setDebug(boolean debug) {
    engine.setDebug(debug);
  }

  /** Debug mode: from which virtual time on a step is told; 100 ms unless set. */
  public void setSlowStep(Duration threshold) {
    engine.setSlowStep(threshold);
  }

  /** The running loop, if others may be run inside it; null if there is none. */
  static @Nullable Loop nest() {
    Engine running = Engine.currentEngine();
    return running != null && running.isNested() ? of(running) : null;
  }
}
