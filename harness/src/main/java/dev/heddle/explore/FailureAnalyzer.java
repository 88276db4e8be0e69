package dev.heddle.explore;

import dev.heddle.internal.text.Wrapped;
import dev.heddle.schedule.LenientReplay;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.Schedule.Deviation;
import dev.heddle.trace.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a {@link Failure} of a schedule that failed. On a thread for loops. */
final class FailureAnalyzer {
  /** The number of a schedule that no search has run. */
  private static final long GIVEN = -2;

  private final DetailedRunner runner;

  private final ShrinkBudget budget;

  FailureAnalyzer(DetailedRunner runner, Plan plan) {
    this.runner = runner;
    budget = new ShrinkBudget(runner, plan);
  }

  /** Ends shrinking and explaining soon. Any thread. */
  void interrupt() {
    budget.interrupt();
  }

  // ---- is it deterministic? ---------------------------------------------------------------

  /**
   * Runs a failed schedule twice more.
   *
   * @param thrown how it failed
   * @throws NondeterminismError if it does not fail so again, or not by the same steps
   */
  void check(Schedule schedule, Throwable thrown) {
    RunRecord first = runner.runTraced(Policies.replay(schedule));
    RunRecord second = runner.runTraced(Policies.replay(schedule));
    String difference = Differences.between(first, second);
    if (difference == null && first.failsAs(FailureSignature.of(thrown))) {
      return;
    }
    if (difference != null) {
      throw Differences.twoRunsDiffer(schedule, difference, thrown);
    }
    String outside = Differences.outside(first, second);
    String what =
        "a schedule failed with ["
            + thrown
            + "], and when it was run again, twice, "
            + (first.thrown() == null ? "it passed" : "with [" + first.thrown() + "]")
            + ". ";
    throw outside == null
        ? Differences.carriedOver(schedule, what, thrown)
        : Differences.outsideDecided(schedule, what + outside, thrown);
  }

  /** The error for a program that did not offer the same options twice during the search. */
  NondeterminismError notDeterministic(Throwable diverged) {
    RunRecord first = runner.runTraced(Policies.fifo());
    RunRecord second = runner.runTraced(Policies.fifo());
    String difference = Differences.between(first, second);
    return new NondeterminismError(
        (difference == null
                ? diverged.getMessage()
                : "two runs in the default order differ. " + difference)
            + " ",
        "Make all state anew in the body, and take time and chance from the loop.",
        diverged);
  }

  // ---- shrinking and explaining -------------------------------------------------------------

  /** Makes a failure of a program that has failed under a policy. */
  Failure explain(Policy policy, Throwable thrown) {
    RunRecord run = runner.run(policy);
    Throwable again = Objects.requireNonNullElse(run.thrown(), thrown);
    Throwable failure = again.getClass() == thrown.getClass() ? again : thrown;
    check(run.schedule(), failure);
    return analyze(run.schedule(), failure, GIVEN);
  }

  Failure analyze(Schedule found, Throwable thrown, long number) {
    FailureSignature signature = FailureSignature.of(thrown);
    runner.setPoints(found.points());
    RunRecord original = runner.run(Policies.replay(found));
    Shrinker shrinker = new Shrinker(runner, signature, original, budget);
    List<Deviation> deviations = shrinker.shrink();
    RunRecord failing = runner.runTraced(LenientReplay.byOption(deviations));
    RunRecord passing = Shrinker.nearestPassing(runner, deviations, budget);
    OptionalInt depth =
        shrinker.excluded() == deviations.size()
            ? OptionalInt.of(deviations.size())
            : OptionalInt.empty();
    Optional<String> flipped = Optional.ofNullable(FailureReport.flipped(failing, passing));
    String report =
        FailureReport.head(
                failed(number),
                found.deviations().size(),
                failing.deviations().size(),
                depth,
                shrinker.isMinimal())
            + FailureReport.deviations(failing)
            + flipped.map(words -> Wrapped.line(words) + "\n").orElse("")
            + budget.words()
            + FailureReport.outside(failing)
            + "\n"
            + new StepTable(failing);
    return new Failure(
        Objects.requireNonNullElse(failing.thrown(), thrown),
        failing.schedule(),
        found,
        shrinker.isMinimal(),
        depth,
        Optional.ofNullable(passing).map(RunRecord::schedule),
        flipped,
        failing.trace(),
        report);
  }

  /** A failure that cannot be run again, as its clean-up does not end. */
  static Failure ofStuck(Schedule schedule, Throwable thrown, long number) {
    return new Failure(
        thrown,
        schedule,
        schedule,
        false,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        new Trace(List.of(), 0),
        FailureReport.head(failed(number), schedule.deviations().size(), '.')
            + "It was not shrunk, because its clean-up does not end. The suppressed BlockedError"
            + " says where.\n");
  }

  /** Which schedule failed. */
  private static String failed(long number) {
    return number == GIVEN
        ? "The schedule failed"
        : number < 0
            ? "A schedule that failed before failed again"
            : String.format(Locale.ROOT, "Schedule %,d failed", number + 1);
  }
}
