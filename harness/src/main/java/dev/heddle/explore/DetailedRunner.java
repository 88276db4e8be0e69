package dev.heddle.explore;

import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;

/** Runs a program in single schedules, and looks at them closely. On a thread for loops. */
final class DetailedRunner {
  private final ProgramRunner<?> runs;

  private int count;

  /** Is told of each run. */
  private final Listener listener;

  /** Compares a run with what is known of its schedule. */
  interface Listener {
    void ran(RunRecord run, DecisionLog log);
  }

  DetailedRunner(Attempt<?> attempt, Plan plan) {
    this(attempt, plan, (run, log) -> {});
  }

  DetailedRunner(Attempt<?> attempt, Plan plan, Listener listener) {
    runs = ProgramRunner.named(plan, attempt);
    this.listener = listener;
  }

  /** How many runs there were. */
  int runs() {
    return count;
  }

  /** How many steps they took. */
  long steps() {
    return runs.steps();
  }

  /** The points that the next runs have, unless their policy needs others. */
  void setPoints(Points points) {
    runs.setPoints(points);
  }

  RunRecord run(Policy policy) {
    return run(policy, false);
  }

  RunRecord runTraced(Policy policy) {
    return run(policy, true);
  }

  private RunRecord run(Policy policy, boolean traced) {
    count++;
    runs.runClosely(policy, traced);
    RunRecord run = runs.lastRun();
    listener.ran(run, runs.log());
    return run;
  }
}
