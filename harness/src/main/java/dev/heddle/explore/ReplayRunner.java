package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.LoopControl;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.PointedPolicy;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program once, as a search would, under a policy that replays a schedule, and shows a
 * failure as the search that found it did. What only further runs could say is left out.
 */
final class ReplayRunner {

  private final UnevenAttempt<?> attempt;

  private final Plan plan;

  private final DecisionLog log;

  private final DecisionLimiter limiter;

  private final Policy replay;

  ReplayRunner(UnevenAttempt<?> attempt, Plan plan, Policy replay) {
    this.attempt = attempt;
    this.plan = plan;
    this.replay = replay;
    log = new DecisionLog(plan.decisionLimit());
    limiter = new DecisionLimiter(log, plan.decisionLimit());
    limiter.ask(replay, PointedPolicy.of(replay, () -> Points.NONE));
  }

  /**
   * Unlike the policy of a search, this one is told that the schedule has ended, and says what did
   * not fit.
   */
  private final class Whole implements PointedPolicy, Policy {
    @Override
    public Points points() {
      return limiter.points();
    }

    @Override
    public void begin(long schedule) {
      replay.begin(schedule);
    }

    @Override
    public int choose(Decision decision) {
      return limiter.choose(decision);
    }

    @Override
    public void end() {
      replay.end();
    }
  }

  /**
   * The failure; null if the program passes. In the search the classes were initialised before: if
   * that has changed more than themselves, the run does not count.
   */
  @Nullable Failure run() {
    Failure failure = runOnce();
    return attempt.isChangedByInitialiser() ? runOnce() : failure;
  }

  private @Nullable Failure runOnce() {
    log.clear();
    Loop[] built = new Loop[1];
    LoopBuilder builder =
        plan.loop(new Whole(), log)
            .traceLimit(ProgramRunner.TRACED_STEPS)
            .sites(true)
            .callSites(true)
            .onBuilt(loop -> built[0] = loop);
    try {
      attempt.run(builder);
      return null;
    } catch (Throwable e) {
      return plan.failures().test(e) && built[0] != null ? failure(e, built[0]) : none(e);
    }
  }

  /** What is no failure of the program is thrown, as when there was no loop yet. */
  private @Nullable Failure none(Throwable thrown) {
    if (plan.failures().test(thrown)) {
      throw SneakyThrow.rethrow(thrown);
    }
    return null;
  }

  private Failure failure(Throwable thrown, Loop loop) {
    RunRecord run =
        new RunRecord(
            thrown,
            log.schedule(),
            log.names(),
            loop.trace(),
            new LoopControl(loop).accesses(),
            log.outside(),
            ResultCache.UNKNOWN);
    return new Failure(
        thrown,
        run.schedule(),
        run.schedule(),
        false,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        run.trace(),
        FailureReport.head("The replayed schedule failed", run.deviations().size(), ':')
            + FailureReport.deviations(run)
            + FailureReport.outside(run)
            + "\n"
            + new StepTable(run));
  }
}
