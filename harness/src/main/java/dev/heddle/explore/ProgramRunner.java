package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.LoopControl;
import dev.heddle.internal.memory.SeenAccess;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.PointedPolicy;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import dev.heddle.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in one schedule after the other, on one thread, and tells of the last run.
 *
 * @param <T> what the program returns
 */
final class ProgramRunner<T extends @Nullable Object> {
  static final int TRACED_STEPS = 100_000;

  private final Plan plan;

  private final Attempt<T> attempt;

  private final DecisionLog log;

  private final DecisionLimiter limiter;

  /** What the run came to; null if it is no outcome. */
  private @Nullable Outcome<T> outcome;

  private @Nullable Throwable thrown;

  private Points points;

  private Trace trace = NO_TRACE;

  private List<SeenAccess> accesses = List.of();

  private static final Trace NO_TRACE = new Trace(List.of(), 0);

  private ProgramRunner(Plan plan, Attempt<T> attempt, DecisionLog log) {
    this.plan = plan;
    this.attempt = attempt;
    this.log = log;
    limiter = new DecisionLimiter(log, plan.decisionLimit());
    points = plan.points();
  }

  /** Keeps of a run what a search compares. */
  static <T extends @Nullable Object> ProgramRunner<T> plain(Plan plan, Attempt<T> attempt) {
    return new ProgramRunner<>(plan, attempt, new DecisionLog());
  }

  /** Keeps the decisions by name too, for a report. */
  static <T extends @Nullable Object> ProgramRunner<T> named(Plan plan, Attempt<T> attempt) {
    return new ProgramRunner<>(plan, attempt, new DecisionLog(plan.decisionLimit()));
  }

  /** The points that the next runs have, unless their policy needs others. */
  void setPoints(Points newPoints) {
    points = newPoints;
  }

  Points points() {
    return points;
  }

  void run(Policy policy) {
    run(policy, plan.loop(limiter, log).traceLimit(0));
    keep(null);
  }

  /** Keeps the steps too. */
  void runTraced(Policy policy) {
    Loop[] built = new Loop[1];
    run(policy, plan.loop(limiter, log).traceLimit(TRACED_STEPS).onBuilt(loop -> built[0] = loop));
    keep(built[0]);
  }

  /**
   * Keeps what a report shows.
   *
   * @param traced whether the steps are kept, with the lines of the program
   */
  void runClosely(Policy policy, boolean traced) {
    Loop[] built = new Loop[1];
    run(
        policy,
        plan.loop(limiter, log)
            .traceLimit(traced ? TRACED_STEPS : 0)
            .sites(traced)
            .callSites(traced)
            .onBuilt(loop -> built[0] = loop));
    keep(built[0]);
  }

  private void keep(@Nullable Loop loop) {
    trace = loop == null ? NO_TRACE : loop.trace();
    accesses = loop == null ? List.of() : new LoopControl(loop).accesses();
  }

  private void run(Policy policy, LoopBuilder loop) {
    log.clear();
    limiter.ask(policy, PointedPolicy.of(policy, this::points));
    outcome = null;
    thrown = null;
    try {
      outcome = Outcome.of(attempt.run(loop));
    } catch (Throwable e) {
      VmErrors.rethrow(e, log);
      thrown = e;
      if (plan.failures().test(e)) {
        outcome = Outcome.failed(e);
      }
    }
  }

  DecisionLog log() {
    return log;
  }

  /** The steps of all runs. */
  long steps() {
    return limiter.steps();
  }

  boolean wasCut() {
    return limiter.wasCut();
  }

  @Nullable Outcome<T> outcome() {
    return outcome;
  }

  /** How the program failed; null if it did not. */
  @Nullable Throwable failure() {
    return outcome == null ? null : thrown;
  }

  /** A number for what the run came to. */
  long result() {
    return outcome == null
        ? ResultCache.result(log, 0, false)
        : ResultCache.result(log, outcome.sign(), outcome.isFailure());
  }

  /**
   * Whether it has to repeat: it depended on nothing outside of its loop, and has made no class
   * that changed others as it was initialised.
   */
  boolean hasToRepeat() {
    return log.outside() == null
        && !(attempt instanceof UnevenAttempt<?> program && program.isChangedByInitialiser());
  }

  /** All of the run that can be compared and told. */
  RunRecord lastRun() {
    return new RunRecord(
        failure(), log.schedule(), log.names(), trace, accesses, log.outside(), result());
  }
}
