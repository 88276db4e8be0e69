package dev.heddle.explore;

import dev.heddle.explore.SearchState.Exhaustion;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.DivergedException;
import dev.heddle.schedule.LenientReplay;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.SearchStrategy;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DivergedError;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of a search does: takes the next number, asks its policy for that schedule, runs
 * it, and keeps what came of it.
 *
 * @param <T> what the program returns
 */
final class SearchWorker<T extends @Nullable Object> {
  /** The number of a schedule that is known to have failed before. */
  private static final long KNOWN = -1;

  private static final long NOTHING = -2;

  private final Plan plan;

  private final Attempt<T> attempt;

  private final SearchState state;

  private final DeterminismCheck<T> determinism;

  private final ProgramRunner<T> runs;

  /** For what is run again. */
  private final ProgramRunner<T> second;

  private final ResultCache results = new ResultCache();

  private Outcomes<T> outcomes;

  private final HyperLogLog distinct = new HyperLogLog();

  /** All schedules of which it runs some; null if it samples. */
  private @Nullable Exhaustion exhaustion;

  /** The most that a run has decided. */
  private int decisions;

  /** The most points that a run has come to. */
  private int points;

  /** The number of the schedule that runs; {@link #NOTHING} if none does. */
  private volatile long running = NOTHING;

  SearchWorker(Plan plan, Attempt<T> attempt, SearchState state, DeterminismCheck<T> determinism) {
    this.plan = plan;
    this.attempt = attempt;
    this.state = state;
    this.determinism = determinism;
    runs = ProgramRunner.plain(plan, attempt);
    second = ProgramRunner.plain(plan, attempt);
    outcomes = new Outcomes<>(plan.outcomes());
  }

  /** The different outcomes that it has seen. */
  Outcomes<T> outcomes() {
    return outcomes;
  }

  /** The different schedules that it has run. */
  HyperLogLog distinct() {
    return distinct;
  }

  /** The most that a run has decided. */
  int decisions() {
    return decisions;
  }

  /** The most points that a run has come to. */
  int points() {
    return points;
  }

  /** What came of the schedule of {@code log} before; {@link ResultCache#UNKNOWN} otherwise. */
  long resultOf(DecisionLog log) {
    return results.of(log);
  }

  // ---- schedule after schedule --------------------------------------------------------------

  /** Tries what is known to have failed. */
  void tryKnown() {
    for (Schedule known : plan.first()) {
      if (state.isStopped()) {
        return;
      }
      Points own = runs.points();
      runs.setPoints(known.points());
      attempt(KNOWN, LenientReplay.byOption(known.deviations()));
      runs.setPoints(own);
    }
  }

  /**
   * Runs the schedules of a policy.
   *
   * @param before what to do before each
   */
  void sample(Policy policy, Runnable before) {
    while (mayBegin(before)) {
      long number = state.takeNumber();
      if (number >= plan.schedules()) {
        return;
      }
      policy.begin(number);
      attempt(number, policy);
      policy.end();
    }
  }

  /**
   * Runs all schedules of a search. If a run shows that threads share something that was not known,
   * the search begins again, with more points.
   *
   * @param before what to do before each
   */
  void exhaust(Runnable before) throws InterruptedException {
    for (Exhaustion all = state.exhaustion(); all != null && all != exhaustion; ) {
      exhaustion = all;
      outcomes = new Outcomes<>(plan.outcomes());
      runs.setPoints(all.points());
      exhaust(all.frontier(), before);
      all = state.exhaustion();
    }
  }

  private void exhaust(Frontier frontier, Runnable before) throws InterruptedException {
    for (SearchStrategy part = frontier.take(); part != null; part = frontier.take()) {
      while (!state.isStopped() && !frontier.isStopped() && part.next()) {
        if (state.hasBegunAll()) {
          state.truncateAtItsSchedules();
        }
        if (!mayBegin(before)) {
          return;
        }
        attempt(state.takeNumber(), part);
        checkRepeated(part);
        if (frontier.isWanted()) {
          SearchStrategy half = part.split();
          if (half != null) {
            frontier.give(half);
          }
        }
      }
      frontier.done();
    }
  }

  private boolean mayBegin(Runnable before) {
    if (state.isStopped()) {
      return false;
    }
    before.run();
    return state.mayBegin();
  }

  // ---- one schedule -------------------------------------------------------------------------

  private void attempt(long number, Policy policy) {
    running = number;
    long before = runs.steps();
    if (number == 0) {
      runs.runTraced(policy);
    } else {
      runs.run(policy);
    }
    running = NOTHING;
    state.ran(runs.steps() - before);
    if (number != KNOWN || state.frontier() == null) {
      state.count(exhaustion);
    }
    boolean learned = note(number);
    if (state.isStopped() || number == KNOWN) {
      return;
    }
    if (number == 0) {
      state.setAlone(determinism.first(runs) && !learned);
    }
    if (!state.isAlone()) {
      determinism.sample(number, runs, second);
    } else if (state.frontier() == null) {
      state.stop();
    }
  }

  /** Keeps what is to be known of the run; returns whether that needs more points. */
  private boolean note(long number) {
    DecisionLog log = runs.log();
    String outside = log.outside();
    if (outside != null) {
      state.dependedOn(outside);
    }
    if (runs.wasCut()) {
      state.countCut();
    }
    if (state.frontier() == null) {
      distinct.add(log.hash());
    }
    decisions = Math.max(decisions, log.count());
    points = Math.max(points, log.passed());
    Outcome<T> outcome = runs.outcome();
    if (outcome != null) {
      outcomes.add(outcome, log);
    }
    Throwable failure = runs.failure();
    if (failure instanceof DivergedError) {
      state.diverged(failure);
    } else if (failure != null) {
      state.found(number, log.schedule(), failure);
    }
    if (runs.hasToRepeat() && state.divergence() == null) {
      remember();
    }
    return learn();
  }

  /** Whether the run has shown that threads share more than was known. */
  private boolean learn() {
    Points learned = runs.log().learned(runs.points());
    if (learned.equals(runs.points())) {
      return false;
    }
    if (exhaustion == null) {
      runs.setPoints(learned);
    } else {
      state.beginAgain(learned);
    }
    return true;
  }

  private void remember() {
    long result = runs.result();
    long before = results.keep(runs.log(), result);
    if (before != result) {
      throw Differences.notRepeated(
          runs.log().schedule(),
          ResultCache.hasFailed(before) ? "failed" : "passed",
          "in a later run it " + Differences.cameTo(runs.outcome(), runs.failure()),
          runs.failure(),
          new DetailedRunner(attempt, plan));
    }
  }

  /** What the search was to repeat was repeated. */
  private void checkRepeated(SearchStrategy part) {
    if (state.outside() == null && state.divergence() == null) {
      try {
        part.end();
      } catch (DivergedException e) {
        state.diverged(e);
      }
    }
  }

  /** Whether this is the verdict of the running schedule, whose clean-up does not end. */
  boolean failedAndIsStuck(Throwable thrown) {
    long number = running;
    boolean fails =
        number != NOTHING
            && !(thrown instanceof BlockedError)
            && Arrays.stream(thrown.getSuppressed()).anyMatch(BlockedError.class::isInstance)
            && plan.failures().test(thrown);
    if (fails) {
      state.count(exhaustion);
      state.found(number, runs.log().schedule(), thrown);
      state.foundIsStuck();
    }
    return fails;
  }
}
