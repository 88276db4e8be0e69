package dev.heddle;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.engine.Engine;
import dev.heddle.internal.engine.InsideLoop;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policy;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Describes a loop; made by {@link Loop#builder}. Each setter returns this builder. If one is
 * called twice, the last call counts; otherwise, the order of calls does not matter. Not
 * thread-safe.
 */
@API(status = Status.EXPERIMENTAL)
public final class LoopBuilder {
  private Settings settings = Settings.NONE;
  private @Nullable Answers answers;
  private @Nullable Consumer<Problem> problems;
  private @Nullable Policy policy;
  private @Nullable DecisionLog log;
  private @Nullable Consumer<Loop> onBuilt;

  LoopBuilder() {}

  /** The virtual wall clock when the loop starts; 2000-01-01T00:00:00Z unless set. */
  public LoopBuilder start(Instant instant) {
    return set(LoopSettings.START, Objects.requireNonNull(instant, "instant"));
  }

  /** Whether the loop may be run inside itself, as with {@code nest_asyncio}; false unless set. */
  public LoopBuilder nested(boolean allowed) {
    return set(LoopSettings.NESTED, allowed);
  }

  /** Whether the loop begins in debug mode; false unless set. */
  public LoopBuilder debug(boolean on) {
    return set(LoopSettings.DEBUG, on);
  }

  /** As {@link Loop#setSlowStep}. */
  public LoopBuilder slowStep(Duration threshold) {
    return set(LoopSettings.SLOW_STEP, Objects.requireNonNull(threshold, "threshold"));
  }

  /**
   * For how long, in real time, a step may run, or the loop wait for something outside of it,
   * before the run fails with a {@link BlockedError}; 30 seconds unless set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LoopBuilder stallTimeout(Duration realTime) {
    return set(LoopSettings.STALL_TIMEOUT, Objects.requireNonNull(realTime, "realTime"));
  }

  /**
   * Whether the loop may wait, in real time and for at most the stall timeout, for what is outside
   * of it: threads that it does not run, the locks that these hold, sockets, processes, standard
   * input. False unless set: then a step that tries to fails with a {@link BlockedError}, and where
   * no thread outside is known that could end a wait, the run is a deadlock.
   *
   * <p>Such a wait takes no virtual time. But while a task is known to wait outside, time moves on
   * to the next timer only when as much real time has passed. Runs that wait outside may differ
   * from each other; see {@link Loop#waitedOutside}.
   */
  public LoopBuilder outside(boolean allowed) {
    return set(LoopSettings.OUTSIDE, allowed);
  }

  /**
   * Where answers to what is {@linkplain Loop#askOutside asked outside} are recorded, and replayed
   * from; nowhere unless set.
   */
  public LoopBuilder answers(Answers recorded) {
    answers = Objects.requireNonNull(recorded, "recorded");
    return this;
  }

  /**
   * How many of the last steps the trace keeps; 1000 unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LoopBuilder traceLimit(int steps) {
    return set(LoopSettings.TRACE_LIMIT, steps);
  }

  /**
   * Whether reports say where tasks, threads and executors were created or started, and where the
   * first ten thousand locks were taken; false unless set, since noting each place costs some
   * microseconds.
   */
  public LoopBuilder callSites(boolean kept) {
    return set(LoopSettings.CALL_SITES, kept);
  }

  /**
   * Whether the trace has the line where each step stopped; false unless set, since it costs time.
   */
  public LoopBuilder sites(boolean kept) {
    return set(LoopSettings.SITES, kept);
  }

  /** As {@link Loop#setProblemHandler}. */
  public LoopBuilder problems(@Nullable Consumer<Problem> handler) {
    problems = handler;
    return this;
  }

  /**
   * Sets the policy, which decides what goes next; unless set, everything goes in the default
   * order. The policy is told that schedule 0 begins when the loop is made, and that the schedule
   * has ended when the loop is closed. It is no longer asked once the run has a verdict, or once
   * the main task has ended and what it has left is being cancelled; the trace ends there, too.
   */
  public LoopBuilder policy(Policy decides) {
    policy = Objects.requireNonNull(decides, "decides");
    return this;
  }

  /**
   * Which accesses of running code are scheduling points, where the policy may let another thread
   * go first; none unless set. Without a policy this has no effect.
   */
  public LoopBuilder points(PointLevel level) {
    return set(LoopSettings.POINTS, Objects.requireNonNull(level, "level"));
  }

  /**
   * Code that has scheduling points though it is not code under test: classes of the JDK, such as
   * {@code java.util.concurrent.ConcurrentLinkedQueue}, and classes and packages of libraries, such
   * as {@code com.acme.cache.*}; none unless set.
   */
  public LoopBuilder include(String... names) {
    return set(LoopSettings.INCLUDED, List.of(names));
  }

  /** Code under test that has no scheduling points, by the names of classes and packages. */
  public LoopBuilder exclude(String... names) {
    return set(LoopSettings.EXCLUDED, List.of(names));
  }

  /**
   * Whether a policy may let time move on to the next timer though something is ready, as on a
   * machine so slow that a timeout comes first; false unless set. While a task or callback is
   * ready, time can move past it only once.
   */
  public LoopBuilder earlyTimeouts(boolean allowed) {
    return set(LoopSettings.EARLY_TIMEOUTS, allowed);
  }

  /**
   * How many steps and callbacks a run may take before it fails with a {@link LivelockError}.
   * Unless set, 100 million in all, and 10 million in which no virtual time passes and no task or
   * thread ends; {@code Long.MAX_VALUE} for no bound at all.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LoopBuilder stepLimit(long steps) {
    return set(LoopSettings.STEP_LIMIT, steps);
  }

  /**
   * How many processors the code under test sees, which sizes its pools; 4 unless set, so that runs
   * do not differ between machines.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LoopBuilder processors(int count) {
    return set(LoopSettings.PROCESSORS, count);
  }

  /**
   * How far virtual time may go, from the loop's start, before the run fails with a {@link
   * LivelockError}; 292 years, the end of time, unless set. A wait that would last beyond the end
   * of time has no time limit.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LoopBuilder timeLimit(Duration virtualTime) {
    return set(LoopSettings.TIME_LIMIT, Objects.requireNonNull(virtualTime, "virtualTime"));
  }

  /** Sets the log that decisions are written to; the next loop may use it again. */
  LoopBuilder decisionLog(DecisionLog writtenTo) {
    log = writtenTo;
    return this;
  }

  /** Passes the loop to {@code listener} when it is made. */
  public LoopBuilder onBuilt(Consumer<Loop> listener) {
    onBuilt = listener;
    return this;
  }

  /** Applies settings, which take precedence over what was set before. */
  LoopBuilder settings(Settings more) {
    settings = more.over(settings);
    return this;
  }

  private <T> LoopBuilder set(Setting<T> setting, T value) {
    settings = settings.with(setting, value);
    return this;
  }

  /** Makes the loop. */
  public Loop build() {
    Installation.require();
    if (policy != null) {
      policy.begin(0);
    }
    Loop loop = new Loop(new Engine(settings, policy, log, problems), answers);
    if (onBuilt != null) {
      onBuilt.accept(loop);
    }
    return loop;
  }

  /** Makes the loop and runs {@code main} on it; as {@link Loop#run}. */
  public <T extends @Nullable Object> T run(Loop.Body<? extends T> main) {
    Objects.requireNonNull(main, "main");
    Loop nest = Loop.nest();
    if (nest != null) {
      return nest.runUntilComplete(nest.<T>createTask(() -> main.run(nest)));
    }
    InsideLoop.refuse(
        "Loop.run() cannot be called from a running event loop. Await the work instead, or build"
            + " the outer loop with Loop.builder().nested(true).");
    return Runner.runAndClose(this, main);
  }

  /** Makes the loop and runs a body without a result on it; as {@link Loop#run}. */
  public void run(Loop.VoidBody main) {
    Objects.requireNonNull(main, "main");
    this.<@Nullable Void>run(
        loop -> {
          main.execute(loop);
          return null;
        });
  }
}
