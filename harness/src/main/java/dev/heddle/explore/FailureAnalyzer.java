package dev.heddle.explore;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.LenientReplay;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.RecordedDecision;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.Schedule.Deviation;
import dev.heddle.trace.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
   * Runs a schedule that failed twice more.
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

  /** Of a program that did not offer the same twice while the search went on. */
  NondeterminismError notDeterministic(Throwable diverged) {
    RunRecord first = runner.runTraced(Policies.fifo());
    RunRecord second = runner.runTraced(Policies.fifo());
    String difference = Differences.between(first, second);
    return new NondeterminismError(
        "Not deterministic: "
            + (difference == null ? "" : "two runs in the default order differ. ")
            + (difference == null ? diverged.getMessage() : difference)
            + " Make all state anew in the body, and take time and chance from the loop.",
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
    RunRecord original = runner.run(Policies.replay(found));
    Shrinker shrinker = new Shrinker(runner, signature, original, budget);
    List<Deviation> deviations = shrinker.shrink();
    RunRecord failing = runner.runTraced(LenientReplay.byOption(deviations));
    RunRecord passing = Shrinker.nearestPassing(runner, deviations, budget);
    OptionalInt depth =
        shrinker.excluded() == deviations.size()
            ? OptionalInt.of(deviations.size())
            : OptionalInt.empty();
    Optional<String> flipped = Optional.ofNullable(flipped(failing, passing));
    String report =
        head(number, found, failing, depth, shrinker.isMinimal())
            + budget.words()
            + outside(failing)
            + deviations(failing)
            + flipped.map(words -> words + "\n").orElse("")
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
    int length = schedule.deviations().size();
    return new Failure(
        thrown,
        schedule,
        schedule,
        false,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        new Trace(List.of(), 0),
        (length == 0
                ? "It fails in the default order.\n"
                : who(number) + count(length, "deviation") + " from the default order.\n")
            + "It was not shrunk, since its clean-up does not end: the suppressed BlockedError says"
            + " where.\n");
  }

  private static String who(long number) {
    return number == GIVEN
        ? "The schedule failed, "
        : number < 0
            ? "A schedule that failed before failed again, "
            : String.format(Locale.ROOT, "Schedule %,d failed, ", number + 1);
  }

  private static String head(
      long number, Schedule found, RunRecord failing, OptionalInt depth, boolean minimal) {
    int length = failing.deviations().size();
    if (length == 0) {
      return "It fails in the default order.\n";
    }
    boolean shrunk = found.deviations().size() > length;
    String deviations = count(found.deviations().size(), "deviation");
    return who(number)
        + deviations
        + " from the default order"
        + proof(length, shrunk, depth, minimal);
  }

  static String outside(RunRecord failing) {
    return failing.outside() == null
        ? ""
        : "This run need not repeat, as it depended on what is outside of the loop (first: "
            + failing.outside()
            + ").\n";
  }

  private static String proof(int length, boolean shrunk, OptionalInt depth, boolean minimal) {
    String enough = shrunk ? "; " + length + (length == 1 ? " is enough" : " are enough") : "";
    if (depth.isEmpty() && !minimal) {
      return "; shrunk to " + length + " within its budget.\n";
    }
    if (length == 1) {
      return enough + ", without which it does not fail this way.\n";
    }
    return enough
        + (shrunk ? ", and " : "; ")
        + (depth.isPresent()
            ? "with fewer it does not fail this way.\n"
            : "without any of these it does not fail this way, but there may be fewer others.\n");
  }

  static String count(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  static String deviations(RunRecord failing) {
    StringBuilder text = new StringBuilder();
    int leftOut = failing.deviations().size() - failing.lastDeviations().size();
    if (leftOut > 0) {
      text.append("  (").append(leftOut).append(" earlier ones left out)\n");
    }
    for (Deviation deviation : failing.lastDeviations()) {
      text.append("  step ").append(step(failing, deviation.at())).append(": ");
      text.append(taken(failing.decisions().get(deviation.at()))).append('\n');
    }
    return text.toString();
  }

  /** The number of the step that a decision decided, as the table counts them. */
  private static long step(RunRecord run, int decision) {
    int row = run.rowOf(decision);
    return row < 0 ? run.decisions().get(decision).step() + 1 : row + 1;
  }

  private static @Nullable String flipped(RunRecord failing, @Nullable RunRecord passing) {
    if (passing == null) {
      return null;
    }
    RunRecord deviating = failing.deviations().isEmpty() ? passing : failing;
    List<Deviation> deviations = deviating.deviations();
    if (deviations.isEmpty()) {
      return null;
    }
    int at = deviations.get(deviations.size() - 1).at();
    RecordedDecision decision = deviating.decisions().get(at);
    return "It passes if "
        + (deviating == failing ? flipped(decision) : taken(decision))
        + (decision.kind() == Decision.Kind.VALUE ? "," : "")
        + " at step "
        + step(failing, at)
        + ".";
  }

  // ---- decisions in words -------------------------------------------------------------------

  private static String taken(RecordedDecision decision) {
    return words(
        decision,
        named(decision, decision.taken(), decision.id()),
        named(decision, decision.first(), decision.firstId()));
  }

  /** The other way round. */
  private static String flipped(RecordedDecision decision) {
    return words(
        decision,
        named(decision, decision.first(), decision.firstId()),
        named(decision, decision.taken(), decision.id()));
  }

  /** Two of one name, such as timers, are told apart by their numbers. */
  private static String named(RecordedDecision decision, String name, long number) {
    return decision.option() > 0 && decision.taken().equals(decision.first())
        ? name + " (number " + Math.abs(number) + ")"
        : name;
  }

  private static String words(RecordedDecision decision, String one, String other) {
    return switch (decision.kind()) {
      case VALUE -> "the " + one + " is drawn, not " + other;
      case NOTIFIED -> "notify wakes " + one + " before " + other;
      default -> one + " goes before " + other;
    };
  }
}
