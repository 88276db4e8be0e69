package dev.heddle.explore;

import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Step;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.DivergedError;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells that two runs of one schedule were not the same, and why that may be. */
final class Differences {
  private static final String CARRIED_OVER =
      "Probably something is carried over from one run to the next: a static field, a cache, a file,"
          + " an object made outside of the body. ";

  private static final String REMEDY =
      "Make all state anew in the body; where that is impossible, no schedule of this program can"
          + " be trusted. Schedule: ";

  private Differences() {}

  /**
   * The error of a schedule that did not repeat.
   *
   * @param schedule which one
   * @param before what it did, as in "passed"
   * @param after what it did when it was run again
   * @param thrown the exception, if there is one
   */
  static NondeterminismError notRepeated(
      Schedule schedule,
      String before,
      String after,
      @Nullable Throwable thrown,
      DetailedRunner runner) {
    RunRecord first = runner.runTraced(Policies.replay(schedule));
    RunRecord second = runner.runTraced(Policies.replay(schedule));
    String difference = between(first, second);
    return difference == null
        ? carriedOver(schedule, "a schedule " + before + ", and " + after + ". ", thrown)
        : twoRunsDiffer(schedule, difference, thrown);
  }

  static NondeterminismError carriedOver(
      Schedule schedule, String what, @Nullable Throwable thrown) {
    return new NondeterminismError(what + CARRIED_OVER, REMEDY + schedule, thrown);
  }

  static NondeterminismError outsideDecided(
      Schedule schedule, String what, @Nullable Throwable thrown) {
    return new NondeterminismError(what + " ", REMEDY + schedule, thrown);
  }

  static NondeterminismError twoRunsDiffer(
      Schedule schedule, String difference, @Nullable Throwable thrown) {
    return new NondeterminismError(
        "two runs "
            + (schedule.isDefaultOrder() ? "in the default order" : "of one schedule")
            + " differ. "
            + difference
            + " ",
        REMEDY + schedule,
        thrown);
  }

  /** What a run came to, as in "passed". */
  static String cameTo(@Nullable Outcome<?> outcome, @Nullable Throwable thrown) {
    if (thrown instanceof DivergedError) {
      return "offered something else";
    }
    if (thrown != null) {
      return "failed with [" + thrown + "]";
    }
    return outcome == null || outcome.value() == null
        ? "passed"
        : "passed with [" + outcome.value() + "]";
  }

  static @Nullable String between(RunRecord first, RunRecord second) {
    List<Step> a = CountedNames.renamed(first.trace(), second.trace());
    List<Step> b = second.trace().steps();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      Step one = i < a.size() ? a.get(i) : null;
      Step other = i < b.size() ? b.get(i) : null;
      if (!Objects.equals(one, other)) {
        return "Step "
            + (i + 1)
            + " was ["
            + words(one)
            + "] in one and ["
            + words(other)
            + "] in the other. "
            + Objects.requireNonNullElseGet(outside(first, second), () -> cause(one, other));
      }
    }
    Throwable x = first.thrown();
    Throwable y = second.thrown();
    boolean same = Objects.equals(signature(x), signature(y));
    return same
        ? null
        : "Their steps are the same, but one came to ["
            + x
            + "] and the other to ["
            + y
            + "]. "
            + Objects.requireNonNullElse(
                outside(first, second),
                "Probably a value depends on chance, on an identity hash code or on state that is"
                    + " carried over.");
  }

  /** The cause, if a run has waited for something outside of its loop; null otherwise. */
  static @Nullable String outside(RunRecord first, RunRecord second) {
    String what = first.outside() == null ? second.outside() : first.outside();
    return what == null
        ? null
        : "They depended on what is outside of the loop (first: "
            + what
            + "). Put a stand-in in its place, or have its answers recorded (Loop.askOutside).";
  }

  private static @Nullable FailureSignature signature(@Nullable Throwable thrown) {
    return thrown == null ? null : FailureSignature.of(thrown);
  }

  private static String words(@Nullable Step step) {
    return step == null
        ? "nothing"
        : Trace.time(step.time())
            + " "
            + step.who()
            + " "
            + (step.end().verb() + " " + step.detail()).strip()
            + (step.site().isEmpty() ? "" : " at " + step.site());
  }

  private static String cause(@Nullable Step one, @Nullable Step other) {
    if (one == null || other == null) {
      return "Probably a value depends on chance, on real time, or on state that is carried over.";
    }
    if (!one.time().equals(other.time())) {
      return "Virtual time differs: probably a delay was computed from real time or from chance.";
    }
    if (!one.who().equals(other.who())) {
      return "Another task or thread went: probably the order of a hash set or map of objects without a"
          + " hashCode of their own, or a thread outside of the loop.";
    }
    return "Probably the order of a hash set or map of objects without a hashCode of their own; or a"
        + " value that depends on chance, on real time, or on state that is carried over.";
  }
}
