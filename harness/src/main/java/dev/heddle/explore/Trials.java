package dev.heddle.explore;

import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a program in single schedules, and looks at them closely. On a thread for loops. */
final class Trials {
  private static final int TURNS_SHOWN = 10;

  /**
   * What a run came to.
   *
   * @param thrown the failure; null if it passed
   * @param schedule its decisions
   * @param choices the same, by name
   * @param turns those that deviate
   * @param trace its steps; empty unless they were wanted
   * @param outside what it has waited for outside of its loop, first; null if nothing
   */
  record Trial(
      @Nullable Throwable thrown,
      Schedule schedule,
      List<Witness.Choice> choices,
      List<Turn> turns,
      Trace trace,
      @Nullable String outside) {
    boolean failsAs(Fingerprint fingerprint) {
      return thrown != null && Fingerprint.of(thrown).equals(fingerprint);
    }

    /** The deviations that are shown: those at the end decide. */
    List<Turn> lastTurns() {
      return turns.subList(Math.max(0, turns.size() - TURNS_SHOWN), turns.size());
    }

    /**
     * The place in the trace of the step that a decision decided, or in which it was asked; -1 if
     * it is not there.
     */
    int rowOf(int decision) {
      int before = -1; // the latest decision up to this one that has a row
      int row = -1;
      for (int at = 0; at < trace.steps().size(); at++) {
        int decided = trace.steps().get(at).decision();
        if (decided > before && decided <= decision) {
          before = decided;
          row = at;
        }
      }
      if (before == decision) {
        return row;
      }
      // What was asked in between: steps without a choice, one row each, and within steps.
      long from = before < 0 ? -1 : choices.get(before).step();
      long asked = choices.get(decision).step() - from - 1;
      int within = decision - before - 1;
      long at = row + asked - within;
      return at >= 0 && at < trace.steps().size() ? (int) at : -1;
    }
  }

  private final Runs<?> runs;

  private int count;

  /** Is told of each run. */
  private final Listener listener;

  /** Compares a run with what is known of its schedule. */
  interface Listener {
    void ran(Trial trial, DecisionLog log, long result);
  }

  Trials(Attempt<?> attempt, Plan plan) {
    this(attempt, plan, (trial, log, result) -> {});
  }

  Trials(Attempt<?> attempt, Plan plan, Listener listener) {
    runs = new Runs<>(plan, attempt);
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

  Trial run(Policy policy) {
    return run(policy, false);
  }

  Trial runTraced(Policy policy) {
    return run(policy, true);
  }

  private Trial run(Policy policy, boolean traced) {
    count++;
    Witness witness = new Witness(policy);
    runs.runClosely(witness, traced);
    Trial trial = runs.trial(List.copyOf(witness.choices()), witness.turns());
    listener.ran(trial, runs.log(), runs.result());
    return trial;
  }
}
