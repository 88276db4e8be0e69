package dev.heddle.explore;

import dev.heddle.internal.engine.LoopThread;

/**
 * What shrinking and explaining a failure may take together: runs, steps and real time. Anybody may
 * end it early.
 */
final class ShrinkBudget {
  private static final long STEPS = 20_000_000;

  /** Where the exploration itself has no limit, or a shorter one. */
  private static final long LEAST_NANOS = 2_000_000_000;

  private static final long MOST_NANOS = 60_000_000_000L;

  /**
   * How much of the whole budget may be used up after taking deviations away, and then after all of
   * shrinking.
   */
  private static final double REMOVING = 0.45;

  private static final double SHRINKING = 0.9;

  private final DetailedRunner runner;
  private final int firstRun;
  private final long firstStep;
  private final int runs;
  private final long deadline;

  /** The part of the runs and steps that may have been taken by now. */
  private double part = REMOVING;

  /** It was met. */
  private boolean cut;

  private volatile boolean interrupted;

  ShrinkBudget(DetailedRunner runner, Plan plan) {
    this.runner = runner;
    firstRun = runner.runs();
    firstStep = runner.steps();
    runs = plan.shrinkRuns();
    deadline = LoopThread.realNanoTime() + Math.clamp(plan.nanos(), LEAST_NANOS, MOST_NANOS);
  }

  /** The deviations were taken away that could be. */
  void removed() {
    part = SHRINKING;
  }

  /** What is left is for explaining. */
  void shrunk() {
    part = 1;
  }

  boolean isSpent() {
    boolean spent =
        interrupted
            || runner.runs() - firstRun >= Math.max(1, part * runs)
            || runner.steps() - firstStep >= part * STEPS
            || LoopThread.realNanoTime() - deadline >= 0;
    cut |= spent;
    return spent;
  }

  /** From now on it is spent. Any thread. */
  void interrupt() {
    interrupted = true;
  }

  /** Why it ended early, in a line; empty if it did not. */
  String words() {
    if (interrupted) {
      return "Shrinking was interrupted.\n";
    }
    return cut ? "Shrinking ended early: it had used up its runs or its time.\n" : "";
  }
}
