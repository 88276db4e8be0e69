package dev.heddle.explore;

import dev.heddle.explore.Trials.Trial;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Failure} of a schedule that failed. On a thread for loops. */
final class Investigator {
  /** The number of a schedule that no search has run. */
  private static final long GIVEN = -2;

  private final Trials trials;

  private final Budget budget;

  Investigator(Trials trials, Plan plan) {
    this.trials = trials;
    budget = new Budget(trials, plan);
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
    Trial first = trials.runTraced(Policies.replay(schedule));
    Trial second = trials.runTraced(Policies.replay(schedule));
    String difference = Differences.between(first, second);
    if (difference == null && first.failsAs(Fingerprint.of(thrown))) {
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
    Trial first = trials.runTraced(Policies.fifo());
    Trial second = trials.runTraced(Policies.fifo());
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
    Trial trial = trials.run(policy);
    Throwable again = Objects.requireNonNullElse(trial.thrown(), thrown);
    Throwable failure = again.getClass() == thrown.getClass() ? again : thrown;
    check(trial.schedule(), failure);
    return investigate(trial.schedule(), failure, GIVEN);
  }

  Failure investigate(Schedule found, Throwable thrown, long number) {
    Fingerprint fingerprint = Fingerprint.of(thrown);
    Trial original = trials.run(Policies.replay(found));
    Shrinker shrinker = new Shrinker(trials, fingerprint, original.turns(), budget);
    List<Turn> turns = shrinker.shrink();
    Trial failing = trials.runTraced(new Guided(turns, false));
    Trial passing = Shrinker.nearestPassing(trials, turns, budget);
    OptionalInt depth =
        shrinker.excluded() == turns.size() ? OptionalInt.of(turns.size()) : OptionalInt.empty();
    Optional<String> flipped = Optional.ofNullable(flipped(failing, passing));
    String report =
        head(number, found, failing, depth, shrinker.isMinimal())
            + budget.words()
            + outside(failing)
            + deviations(failing)
            + flipped.map(words -> words + "\n").orElse("")
            + "\n"
            + new Columns(failing);
    return new Failure(
        Objects.requireNonNullElse(failing.thrown(), thrown),
        failing.schedule(),
        found,
        shrinker.isMinimal(),
        depth,
        Optional.ofNullable(passing).map(Trial::schedule),
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
      long number, Schedule found, Trial failing, OptionalInt depth, boolean minimal) {
    int length = failing.turns().size();
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

  static String outside(Trial failing) {
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

  static String deviations(Trial failing) {
    StringBuilder text = new StringBuilder();
    int leftOut = failing.turns().size() - failing.lastTurns().size();
    if (leftOut > 0) {
      text.append("  (").append(leftOut).append(" earlier ones left out)\n");
    }
    for (Turn turn : failing.lastTurns()) {
      Witness.Choice choice = failing.choices().get(turn.at());
      text.append("  step ").append(step(failing, turn.at())).append(": ");
      text.append(choice.words()).append('\n');
    }
    return text.toString();
  }

  /** The number of the step that a decision decided, as the table counts them. */
  private static long step(Trial trial, int decision) {
    int row = trial.rowOf(decision);
    return row < 0 ? trial.choices().get(decision).step() + 1 : row + 1;
  }

  private static @Nullable String flipped(Trial failing, @Nullable Trial passing) {
    if (passing == null) {
      return null;
    }
    boolean fails = !failing.turns().isEmpty();
    List<Turn> turns = fails ? failing.turns() : passing.turns();
    if (turns.isEmpty()) {
      return null;
    }
    int at = turns.get(turns.size() - 1).at();
    Witness.Choice choice = (fails ? failing : passing).choices().get(at);
    return "It passes if "
        + (fails ? choice.flipped() : choice.words())
        + (choice.kind() == Decision.Kind.VALUE ? "," : "")
        + " at step "
        + step(failing, at)
        + ".";
  }
}
