package dev.heddle.internal.diagnose;

import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.Remedy;
import dev.heddle.verdict.WaitCycle;
import java.util.List;

/** Words a deadlock. */
final class Deadlocks {
  private static final String OUTSIDE =
      "\nIf a thread outside of the loop should wake one of them, do its work in a task of the loop,"
          + " or let the loop wait for it: Loop.builder().outside(true).";

  private Deadlocks() {}

  /** The error; {@code others} are the lines on threads that wait and are in no cycle. */
  static DeadlockError of(
      List<Pending> pending, List<WaitCycle> cycles, List<String> others, RootCauses causes) {
    boolean outsideHelps = causes.isEmpty() && cycles.isEmpty();
    return new DeadlockError(
        message(cycles, others, causes),
        outsideHelps ? Remedy.of("outside", "true") : null,
        causes.cause(),
        causes.failures(),
        pending,
        cycles);
  }

  private static String message(List<WaitCycle> cycles, List<String> others, RootCauses causes) {
    StringBuilder text = new StringBuilder("Deadlock: ");
    if (!causes.isEmpty()) {
      text.append(causes.text()).append("\nSo ");
    }
    if (cycles.isEmpty() && others.isEmpty()) {
      text.append("nothing is left to run, and what is awaited will never be done.");
    } else {
      text.append("nothing can run and no timer is set");
    }
    for (int i = 0; i < cycles.size(); i++) {
      String heading = heading(cycles.get(i));
      text.append(i == 0 ? ", since " : "\nand ").append(heading);
      text.append('\n').append(cycles.get(i).describe());
    }
    if (!others.isEmpty()) {
      text.append(cycles.isEmpty() ? ", but these wait:" : "\nThese wait as well:");
      others.forEach(line -> text.append('\n').append(line));
    }
    if (!causes.isEmpty()) {
      return text.append('\n').append(causes.remedy()).toString();
    }
    return text.append(cycles.isEmpty() ? OUTSIDE : "").toString();
  }

  /** The heading of the lines on a cycle. */
  static String heading(WaitCycle cycle) {
    return cycle.threads().size() == 1 ? "this waits for itself:" : "these wait for each other:";
  }
}
