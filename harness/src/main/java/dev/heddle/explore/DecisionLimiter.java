package dev.heddle.explore;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.PointedPolicy;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a loop and the policy of an exploration: counts the steps, and lets a run that has
 * taken too many decisions go on in the default order. That is fair, so a program that spins until
 * another task has gone comes to its end, which an unfair policy could put off for ever (M.
 * Musuvathi, S. Qadeer, "Fair Stateless Model Checking", PLDI 2008, has a finer way).
 */
final class DecisionLimiter implements PointedPolicy, Policy {
  private final DecisionLog log;

  private final int decisionLimit;

  private @Nullable Policy policy;

  private Points points = Points.NONE;

  /** The steps of all runs. */
  private long steps;

  /** The running one was cut. */
  private boolean cut;

  DecisionLimiter(DecisionLog log, int decisionLimit) {
    this.log = log;
    this.decisionLimit = decisionLimit;
  }

  /** From now on {@code next} is asked, in a new run with these points. */
  void ask(Policy next, Points pointsOfRun) {
    policy = next;
    points = pointsOfRun;
    cut = false;
  }

  @Override
  public int choose(Decision decision) {
    steps++;
    if (log.count() >= decisionLimit) {
      cut |= decision.size() > 1;
      return 0;
    }
    return Objects.requireNonNull(policy).choose(decision);
  }

  @Override
  public Points points() {
    return points;
  }

  long steps() {
    return steps;
  }

  boolean wasCut() {
    return cut;
  }
}
