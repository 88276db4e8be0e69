package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.LoopControl;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.search.PolicyChoice;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.Systematic;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What an exploration is to do; made by {@link Explorer} alone.
 *
 * @param settings what was set, and the defaults of explorations
 * @param policy makes the policy of each thread
 * @param stopsAtFailure whether the first failure ends it
 * @param outcomes how many different outcomes are kept
 * @param loops sets up each loop
 * @param failures which exceptions of the program are failures
 * @param progress is told how far the exploration is
 * @param firstProgressNanos after what real time it is told first
 * @param checksCanary whether a pass needs a JVM in which races are found
 * @param first schedules to try before all others, as far as they fit
 */
record Plan(
    Settings settings,
    Supplier<Policy> policy,
    boolean stopsAtFailure,
    int outcomes,
    UnaryOperator<LoopBuilder> loops,
    Predicate<Throwable> failures,
    Consumer<Progress> progress,
    long firstProgressNanos,
    boolean checksCanary,
    List<Schedule> first) {
  private static final long EXHAUSTIVE = 1_000_000;
  private static final long STEP_LIMIT = 1_000_000;

  /**
   * Plans an exploration.
   *
   * @param said what was set
   * @throws IllegalArgumentException if that contradicts itself
   */
  static Plan of(
      Settings said,
      boolean stopsAtFailure,
      int outcomes,
      UnaryOperator<LoopBuilder> loops,
      Predicate<Throwable> failures,
      Consumer<Progress> progress,
      long firstProgressNanos,
      boolean checksCanary,
      List<Schedule> first) {
    Settings all = complete(said.consistent());
    return new Plan(
        all,
        policies(all),
        stopsAtFailure,
        outcomes,
        loops,
        failures,
        progress,
        firstProgressNanos,
        checksCanary,
        first);
  }

  /** What an exploration has for defaults, where they are not those of a single run. */
  private static Settings complete(Settings said) {
    boolean bounded = said.isSet(SearchSettings.TIME) || said.isSet(SearchSettings.STEPS);
    long most =
        SearchSettings.wantsAll(said)
            ? EXHAUSTIVE
            : bounded ? Long.MAX_VALUE : SearchSettings.SCHEDULES.unset();
    Settings defaults =
        Settings.NONE
            .with(SearchSettings.SCHEDULES, most)
            .with(LoopSettings.STEP_LIMIT, STEP_LIMIT)
            .with(LoopSettings.POINTS, PointLevel.VOLATILE);
    return said.over(defaults);
  }

  private static Supplier<Policy> policies(Settings settings) {
    if (settings.get(SearchSettings.EXHAUSTIVE)) {
      return Systematic::everything;
    }
    if (settings.isSet(SearchSettings.MAX_DEVIATIONS)) {
      int most = settings.get(SearchSettings.MAX_DEVIATIONS);
      return () -> Systematic.maxDeviations(most);
    }
    PolicyChoice policy = settings.get(SearchSettings.POLICY);
    int threads = settings.get(SearchSettings.THREADS);
    if (policy.isOneObject() && threads > 1) {
      throw new IllegalArgumentException(
          "A policy that is one object can serve one thread, and there are to be "
              + threads
              + ": give a function of the seed, or a class.");
    }
    long seed = settings.get(SearchSettings.SEED);
    return () -> policy.bySeed().apply(seed);
  }

  /** Whether {@link #policy} gives the same object each time. */
  boolean isPolicyOneObject() {
    return !SearchSettings.wantsAll(settings) && settings.get(SearchSettings.POLICY).isOneObject();
  }

  long schedules() {
    return settings.get(SearchSettings.SCHEDULES);
  }

  /** The scheduling points of the first run, before anything is learned. */
  Points points() {
    return LoopSettings.points(settings);
  }

  /** How long at most, in real time. */
  long nanos() {
    return Times.nanos(settings.get(SearchSettings.TIME));
  }

  /** How many steps at most, over all schedules. */
  long steps() {
    return settings.get(SearchSettings.STEPS);
  }

  int threads() {
    return settings.get(SearchSettings.THREADS);
  }

  /** Whether static state is put back before each run: not while another run goes on. */
  boolean freshStatics() {
    return settings.get(SearchSettings.FRESH_STATICS) && threads() == 1;
  }

  int decisionLimit() {
    return settings.get(SearchSettings.DECISION_LIMIT);
  }

  int shrinkRuns() {
    return settings.get(SearchSettings.SHRINK_RUNS);
  }

  Duration stallTimeout() {
    return settings.get(LoopSettings.STALL_TIMEOUT);
  }

  /** Describes the loop of a run that asks {@code policy} and writes to {@code log}. */
  LoopBuilder loop(Policy policy, DecisionLog log) {
    LoopBuilder described = loops.apply(LoopControl.settings(Loop.builder(), settings));
    return LoopControl.decisionLog(described.policy(policy), log);
  }
}
