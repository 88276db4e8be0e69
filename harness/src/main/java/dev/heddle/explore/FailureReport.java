package dev.heddle.explore;

import dev.heddle.internal.text.Wrapped;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.RecordedDecision;
import dev.heddle.schedule.Schedule.Deviation;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Puts a schedule that failed in words: how many changes of order it takes, and which. */
final class FailureReport {
  private static final String DEFAULT_ORDER = "It fails in the default order.\n";

  private FailureReport() {}

  // ---- the first line -----------------------------------------------------------------------

  /**
   * The first line of a failure that was shrunk.
   *
   * @param failed which schedule failed, as in "Schedule 3 failed"
   * @param found how many deviations it had
   * @param length how many are left
   * @param depth the bug's depth, if it is known
   * @param minimal whether each was seen to be needed
   */
  static String head(String failed, int found, int length, OptionalInt depth, boolean minimal) {
    if (length == 0) {
      return DEFAULT_ORDER;
    }
    boolean shrunk = found > length;
    return failed
        + " with "
        + changes(found)
        + (shrunk ? "; " + (length == 1 ? "one is" : length + " are") + " enough" : "")
        + proof(length, shrunk, depth, minimal)
        + ":\n";
  }

  private static String proof(int length, boolean shrunk, OptionalInt depth, boolean minimal) {
    if (depth.isEmpty() && !minimal) {
      return shrunk ? ", and fewer may be" : "; fewer may be enough";
    }
    if (length == 1) {
      return "";
    }
    if (depth.isPresent()) {
      return shrunk ? ", and fewer are not" : "; fewer are not enough";
    }
    return shrunk ? ", and each is needed" : "; each is needed";
  }

  /**
   * The first line of a failure of which nothing more is known than its deviations.
   *
   * @param end what ends the line
   */
  static String head(String failed, int length, char end) {
    return length == 0 ? DEFAULT_ORDER : failed + " with " + changes(length) + end + "\n";
  }

  private static String changes(int count) {
    return (count == 1 ? "one change" : count + " changes") + " of order";
  }

  // ---- the deviations -----------------------------------------------------------------------

  /** A line for each deviation. */
  static String deviations(RunRecord failing) {
    StringBuilder text = new StringBuilder();
    int leftOut = failing.deviations().size() - failing.lastDeviations().size();
    if (leftOut > 0) {
      text.append("  (").append(leftOut).append(" earlier ones left out)\n");
    }
    for (Deviation deviation : failing.lastDeviations()) {
      String step = "  step " + step(failing, deviation.at()) + ": ";
      text.append(Wrapped.line(step + taken(failing, deviation.at()))).append('\n');
    }
    return text.toString();
  }

  private static String taken(RunRecord failing, int at) {
    Collision collision = Collision.of(failing, at);
    return collision == null ? taken(failing.decisions().get(at)) : collision.words();
  }

  /** The one order that decides; null if no schedule near it passes. */
  static @Nullable String flipped(RunRecord failing, @Nullable RunRecord passing) {
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

  /** The number of the step that a decision decided, as the table counts them. */
  private static long step(RunRecord run, int decision) {
    int row = run.rowOf(decision);
    return row < 0 ? run.decisions().get(decision).step() + 1 : row + 1;
  }

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

  // ---- what has to be added -----------------------------------------------------------------

  /** A line on what the run depended on besides its schedule; empty if there was nothing. */
  static String outside(RunRecord failing) {
    return failing.outside() == null
        ? ""
        : "This run need not repeat, as it depended on what is outside of the loop (first: "
            + failing.outside()
            + ").\n";
  }
}
