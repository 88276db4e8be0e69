package dev.heddle.internal.diagnose;

import dev.heddle.internal.source.Frames;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Repetition;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Pending;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells of runs that go on and on: shows the steps that repeat, or names who goes on. */
public final class Livelocks {
  /** How many of the last steps are shown if they repeat nothing. */
  private static final int SHOWN = 20;

  private static final String SHUTDOWN_REMEDY =
      "What is cancelled has to end: let InterruptedException and CancellationException leave the"
          + " loop that catches them, and await in the test what is to go on.";

  private final Recorder recorder;

  /** Every live thread and what it waits for. */
  private final Supplier<List<Pending>> pending;

  public Livelocks(Recorder recorder, Supplier<List<Pending>> pending) {
    this.recorder = recorder;
    this.pending = pending;
  }

  /** {@code what} says which bound was come to, {@code remedy} how to move it. */
  public LivelockError of(String what, String remedy) {
    Trace trace = recorder.trace();
    Repetition repetition = Repetition.of(trace).orElse(null);
    Trace shown = repetition == null ? trace.last(SHOWN) : trace.last(repetition.steps().size());
    StringBuilder text = new StringBuilder("Livelock: ").append(what);
    if (trace.steps().isEmpty()) {
      text.append("\nThe loop keeps no steps, so that what repeats is not known.");
    } else {
      text.append('\n').append(heading(repetition, shown.steps().size())).append('\n');
      text.append(new Trace(shown.steps(), 0).toString().stripTrailing());
      places(pending.get(), shown).forEach(line -> text.append("\n").append(line));
    }
    return new LivelockError(text.append('\n').append(remedy).toString(), repetition);
  }

  /**
   * The calling thread goes round in circles without giving way.
   *
   * @param who its name
   * @param what what it does
   * @param times how often in this step
   * @param remedy what to do instead, as the end of a sentence
   */
  public static LivelockError inOneStep(String who, String what, long times, String remedy) {
    String site = Frames.siteOf(Arrays.asList(Thread.currentThread().getStackTrace()), false);
    return new LivelockError(
        "Livelock: "
            + who
            + " "
            + what
            + (site.isEmpty() ? "" : " at " + site)
            + ", "
            + times
            + " times in one step"
            + remedy,
        null);
  }

  /** The main task has ended, and what it has left has not, so many steps later. */
  public LivelockError ofShutdown(long steps) {
    StringBuilder text = new StringBuilder("Livelock: the main task has ended, and ");
    text.append(steps).append(" steps later what it has left has not.");
    text.append(" These were cancelled or interrupted, and go on:");
    pending.get().forEach(p -> text.append('\n').append(p.describe()));
    return new LivelockError(text.append('\n').append(SHUTDOWN_REMEDY).toString(), null);
  }

  private static String heading(@Nullable Repetition repetition, int shown) {
    if (repetition == null) {
      return "Nothing repeats exactly; the last " + shown + " steps:";
    }
    return (shown == 1 ? "This step repeats" : "These " + shown + " steps repeat")
        + ", "
        + repetition.times()
        + " times at the end of what the trace keeps:";
  }

  /** Where those stand whose steps are shown. */
  private static List<String> places(List<Pending> pending, Trace shown) {
    return pending.stream()
        .filter(p -> !p.site().isEmpty())
        .filter(p -> shown.steps().stream().anyMatch(step -> step.who().equals(p.name())))
        .map(p -> p.name() + " stands at " + p.site())
        .toList();
  }
}
