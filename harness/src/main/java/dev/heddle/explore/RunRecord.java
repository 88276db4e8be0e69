package dev.heddle.explore;

import dev.heddle.internal.memory.SeenAccess;
import dev.heddle.schedule.RecordedDecision;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.Schedule.Deviation;
import dev.heddle.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program.
 *
 * @param thrown the failure; null if it passed
 * @param schedule its decisions
 * @param decisions the same by name; empty unless they were wanted
 * @param trace its steps; empty unless they were wanted
 * @param accesses what it accessed; empty unless that was wanted
 * @param outside what it has waited for outside of its loop, first; null if nothing
 * @param result a number for what it came to, as {@link ResultCache#result} makes it
 */
record RunRecord(
    @Nullable Throwable thrown,
    Schedule schedule,
    List<RecordedDecision> decisions,
    Trace trace,
    List<SeenAccess> accesses,
    @Nullable String outside,
    long result) {
  private static final int DEVIATIONS_SHOWN = 10;

  boolean failsAs(FailureSignature signature) {
    return thrown != null && FailureSignature.of(thrown).equals(signature);
  }

  List<Deviation> deviations() {
    return schedule.deviations();
  }

  /** The deviations that are shown: those at the end decide. */
  List<Deviation> lastDeviations() {
    List<Deviation> all = deviations();
    return all.subList(Math.max(0, all.size() - DEVIATIONS_SHOWN), all.size());
  }

  /** The id of who went at a decision. */
  long idAt(int decision) {
    return decisions.get(decision).id();
  }

  /**
   * The place in the trace of the step that a decision decided, or in which it was asked; -1 if it
   * is not there.
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
    long from = before < 0 ? -1 : decisions.get(before).step();
    long asked = decisions.get(decision).step() - from - 1;
    int within = decision - before - 1;
    long at = row + asked - within;
    return at >= 0 && at < trace.steps().size() ? (int) at : -1;
  }
}
