package dev.heddle.internal.diagnose;

import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.WaitCycle;
import java.util.List;

/** Tells of deadlocks, in words. */
final class Deadlocks {
  private static final String OUTSIDE =
      "\nIf a thread outside of the loop was to wake one of them: start that work in a task of the"
          + " loop, or let the loop wait for it: Loop.builder().outside(true), or in a test"
          + " @HeddleTest(outside = true).";

  private Deadlocks() {}

  /** The error; {@code others} are the lines of those who wait and are in no circle. */
  static DeadlockError of(
      List<Pending> pending, List<WaitCycle> cycles, List<String> others, RootCauses causes) {
    return new DeadlockError(
        message(cycles, others, causes), causes.cause(), causes.failures(), pending, cycles);
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

  /** What the lines of a circle are about. */
  static String heading(WaitCycle cycle) {
    return cycle.threads().size() == 1 ? "this waits for itself:" : "these wait for each other:";
  }
}
