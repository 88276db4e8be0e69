package dev.heddle;

import dev.heddle.internal.engine.Engine;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.UnansweredError;
import dev.heddle.verdict.VerdictError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * <p>An <em>iteration</em> of the loop runs exactly what is ready when it begins. The Javadoc of
 * each operation that waits says how many iterations it takes.
 *
 * <p>A loop is not thread-safe: while it runs, only its own tasks and callbacks may use it, and
 * other threads only {@link #callSoonThreadsafe}. Different loops run side by side.
 */
@API(status = Status.EXPERIMENTAL)
public final class Loop implements AutoCloseable {
  final Engine engine;
  final TaskFactory tasks;
  private final Callbacks callbacks;
  private final LoopDriver driver;
  private final OutsideQuestions asking;

  Loop(Engine engine, @Nullable Answers answers) {
    this.engine = engine;
    engine.face = this;
    tasks = new TaskFactory(engine);
    callbacks = new Callbacks(engine);
    driver = new LoopDriver(engine, tasks);
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
   * Runs {@code main} as the main task of a new loop, as {@code asyncio.run} does. When it is done,
   * the tasks that are left are cancelled in the order of their creation, they clean up, and the
   * loop is closed. All of that happens in the default order, whatever the policy.
   *
   * <p>Where the result is an argument of an overloaded method, leave {@code loop} out: {@code
   * System.out.println(Loop.run(() -> 6 * 7))}. With {@code loop ->} the compiler cannot choose.
   *
   * @return the result of {@code main}; its exception is thrown as it is
   * @throws IllegalStateException if the calling thread is already run by a loop that was not built
   *     {@linkplain LoopBuilder#nested nested}
   * @throws VerdictError if the loop cannot go on
   */
  public static <T extends @Nullable Object> T run(Body<? extends T> main) {
    return builder().run(main);
  }

  /** Runs a body without a result; otherwise as {@link #run(Body)}. */
  public static void run(VoidBody main) {
    builder().run(main);
  }

  /** Runs a body that does not need the loop; otherwise as {@link #run(Body)}. */
  public static <T extends @Nullable Object> T run(Callable<? extends T> main) {
    Objects.requireNonNull(main, "main");
    return builder().<T>run(loop -> main.call());
  }

  /** Runs a body without a result that does not need the loop; otherwise as {@link #run(Body)}. */
  public static void run(VoidCallable main) {
    run(Callables.withoutResult(main));
  }

  /**
   * The body of a main task. A lambda that always throws is taken for one of these, not for a
   * {@link VoidBody}.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> extends VoidBody {
    /**
     * Runs as a task.
     *
     * @param loop the loop that runs it
     * @return the result of the run
     * @throws Exception whatever it throws; it arrives as it is
     */
    T run(Loop loop) throws Exception;

    /** Runs as a task, and forgets the result. */
    @Override
    default void execute(Loop loop) throws Exception {
      run(loop);
    }
  }

  /** The body of a main task without a result. As a lambda it needs braces. */
  @FunctionalInterface
  public interface VoidBody {
    /**
     * Runs as a task.
     *
     * @param loop the loop that runs it
     * @throws Exception whatever it throws; it arrives as it is
     */
    void execute(Loop loop) throws Exception;
  }

  /** The loop that runs the calling task, callback or managed thread. */
  public static Loop current() {
    return of(RunningLoop.engine());
  }

  private static Loop of(Engine running) {
    return (Loop) Objects.requireNonNull(running.face);
  }

  /** Runs until {@link #stop()}; the iteration in which that is called still ends. */
  public void runForever() {
    driver.runForever();
  }

  /**
   * Runs until a future is done, and to the end of one more iteration. A coroutine object becomes a
   * task. A loop that was built nested may be running when this is called; then the call returns at
   * the end of the very iteration in which the future is done.
   *
   * @return the result of the future; its exception is thrown as it is
   * @throws IllegalStateException if the loop is stopped before the future is done, if it is
   *     running and was not built nested, or if another loop is running
   */
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
    return driver.runUntilComplete(awaitable);
  }

  /** Ends {@link #runForever()} with the running iteration, or after the next if none runs. */
  public void stop() {
    driver.stop();
  }

  /** Whether it is running, on any thread. */
  public boolean isRunning() {
    return engine.access.isRunning();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return engine.access.isClosed();
  }

  /**
   * Forgets everything that is scheduled, and reports what was left pending. Its tasks cannot clean
   * up; {@link Runner#close()} lets them do so. Does nothing the second time.
   *
   * @throws IllegalStateException if the loop is running
   */
  @Override
  public void close() {
    driver.close();
  }

  // ---- callbacks --------------------------------------------------------------------------

  /** Calls a callback in the next iteration, after all that is ready. */
  public Handle callSoon(Runnable callback) {
    return callbacks.soon(callback);
  }

  /** As {@link #callSoon}, from any thread. Does nothing once the loop is closed. */
  public void callSoonThreadsafe(Runnable callback) {
    callbacks.soonThreadsafe(callback);
  }

  /**
   * Calls a callback when a virtual time has passed. If that is zero or less, calls it in the next
   * iteration, after all that is ready when that iteration begins.
   */
  public TimerHandle callLater(Duration delay, Runnable callback) {
    return callbacks.later(delay, callback);
  }

  /**
   * Calls a callback at a virtual time since the loop's start. Callbacks for the same time run in
   * the order in which they were scheduled.
   */
  public TimerHandle callAt(Duration when, Runnable callback) {
    return callbacks.at(when, callback);
  }

  // ---- tasks and futures ------------------------------------------------------------------

  /** Creates a future that is completed by hand. */
  public <T extends @Nullable Object> LoopFuture<T> createFuture() {
    return new LoopFuture<>(engine);
  }

  /**
   * Creates a task. Nothing of it runs in this call: its first step comes in the next iteration,
   * after all that is ready. If the loop {@linkplain #setEagerTasks starts tasks eagerly}, this
   * does what {@link #createEagerTask(Callable)} does.
   *
   * <p>A lambda that fits both a body with a result and one without, such as {@code () ->
   * queue.take()} or one that always throws, is taken for one with a result. The compiler refuses a
   * reference to an overloaded method as ambiguous: write a lambda.
   */
  public <T extends @Nullable Object> Task<T> createTask(Callable<? extends T> body) {
    return tasks.create(body);
  }

  /** Creates a task without a result; otherwise as {@link #createTask(Callable)}. */
  public Task<@Nullable Void> createTask(VoidCallable body) {
    return tasks.create(Callables.withoutResult(body));
  }

  /** Creates a task with a name; otherwise as {@link #createTask(Callable)}. */
  public <T extends @Nullable Object> Task<T> createTask(String name, Callable<? extends T> body) {
    return tasks.create(name, body);
  }

  /** Creates a task with a name and without a result; as {@link #createTask(Callable)}. */
  public Task<@Nullable Void> createTask(String name, VoidCallable body) {
    return tasks.create(name, Callables.withoutResult(body));
  }

  /** Creates a task from a coroutine object; otherwise as {@link #createTask(Callable)}. */
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
    return tasks.create(coroutine.wrapped());
  }

  /**
   * Creates a task and runs it, in this very call, to its first suspension or to its end. If the
   * loop is not running, this does what {@link #createTask(Callable)} does.
   */
  public <T extends @Nullable Object> Task<T> createEagerTask(Callable<? extends T> body) {
    return tasks.createEager(body);
  }

  /** Creates an eager task without a result; as {@link #createEagerTask(Callable)}. */
  public Task<@Nullable Void> createEagerTask(VoidCallable body) {
    return tasks.createEager(Callables.withoutResult(body));
  }

  /** Creates an eager task with a name; otherwise as {@link #createEagerTask(Callable)}. */
  public <T extends @Nullable Object> Task<T> createEagerTask(
      String name, Callable<? extends T> body) {
    return tasks.createEager(name, body);
  }

  /** Creates an eager task with a name and without a result. */
  public Task<@Nullable Void> createEagerTask(String name, VoidCallable body) {
    return tasks.createEager(name, Callables.withoutResult(body));
  }

  /** Sets whether tasks start eagerly from now on, as with {@code asyncio.eager_task_factory}. */
  public void setEagerTasks(boolean eager) {
    tasks.setEager(eager);
  }

  /** The tasks that are not done, in the order of creation. */
  public List<Task<?>> allTasks() {
    return tasks.all();
  }

  /**
   * The tasks that the end of the run has cancelled because they were not done, in the order of
   * creation. Empty until {@link Runner#close()} or the end of {@link #run}.
   */
  public List<Task<?>> droppedTasks() {
    return tasks.dropped();
  }

  /**
   * A factory of virtual threads that this loop runs. Code on such a thread does not need it: the
   * loop also runs the threads that it starts.
   */
  public ThreadFactory threadFactory() {
    return tasks::createThread;
  }

  // ---- the world outside --------------------------------------------------------------------

  /**
   * Asks something outside of the loop, such as a server: calls {@code answer} on a thread that the
   * loop does not run, in real time, while the whole loop stands still. So the call takes no
   * virtual time, and no other step comes in between. Only the loop's own tasks, threads and
   * callbacks may make it.
   *
   * <p>With {@link LoopBuilder#answers} the outcome is recorded, even if it is an exception, and
   * later runs get it without asking. A result must then be text or a {@link java.io.Serializable}
   * object, of which each run gets a copy. Without recorded answers every run asks, and so
   * {@linkplain #waitedOutside may differ from the others}.
   *
   * @param question what is asked, with everything that the answer depends on; a run that asks the
   *     same question again gets the next answer that was recorded for it
   * @return the answer; what {@code answer} throws is thrown as it is
   * @throws UnansweredError if answers are replayed, and this is not among them
   * @throws BlockedError if there is no answer within the loop's stall timeout
   */
  public <T extends @Nullable Object> T askOutside(String question, Callable<? extends T> answer) {
    return asking.ask(question, answer);
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
   * the default order each is the least possible: 0, false, the origin. Only the loop's own tasks
   * and callbacks may use it.
   *
   * <p>What the JDK draws by itself, as for {@code new Random()} or {@code UUID.randomUUID()}, is
   * no decision: in tasks, callbacks and the threads that they start it is the same in every run
   * and under every schedule.
   */
  public RandomGenerator random() {
    return new PolicyRandom(engine);
  }

  /** The number of the iteration that runs, or ran last; the first is 1. */
  public long iteration() {
    return engine.time.iteration;
  }

  // ---- what it tells ----------------------------------------------------------------------

  /** The last steps of the loop, as many as it keeps. */
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
   * What first made this run depend on more than the loop: a wait for something outside, or a
   * wake-up from there. Such a run may differ from the next one, even under the same schedule.
   * Empty as long as there was nothing of the kind.
   */
  public Optional<String> waitedOutside() {
    return Optional.ofNullable(engine.outside.first());
  }

  /** Sets who is told of problems; null: the system logger {@code dev.heddle}. */
  public void setProblemHandler(@Nullable Consumer<Problem> handler) {
    engine.problems.setHandler(handler);
  }

  /** Sets debug mode: whether steps that take much virtual time are reported. */
  public void setDebug(boolean debug) {
    engine.setDebug(debug);
  }

  /** Sets from which virtual time on a step is reported in debug mode; 100 ms unless set. */
  public void setSlowStep(Duration threshold) {
    engine.setSlowStep(threshold);
  }

  /** The running loop, if it was built nested; null otherwise, or if no loop runs. */
  static @Nullable Loop nest() {
    Engine running = Engine.currentEngine();
    return running != null && running.isNested() ? of(running) : null;
  }
}
