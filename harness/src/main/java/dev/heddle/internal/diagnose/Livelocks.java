package dev.heddle.internal.diagnose;

import dev.heddle.internal.memory.Spinning;
import dev.heddle.internal.source.Frames;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Repetition;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.Remedy;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Words a livelock: shows the steps that repeat, or names the threads that go on. */
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

  /**
   * A run has come to a bound.
   *
   * @param what which bound, as the end of a sentence
   * @param advice what to do, in a sentence
   * @param remedy the setting that moves the bound; null if there is none
   */
  public LivelockError of(String what, String advice, @Nullable Remedy remedy) {
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
    return new LivelockError(text.append('\n').append(advice).toString(), remedy, repetition);
  }

  /**
   * The calling thread loops without giving way.
   *
   * @param who its name
   * @param what what it does
   * @param times how often in this step
   * @param advice what to do instead, as the end of a sentence
   */
  public static LivelockError inOneStep(String who, String what, long times, String advice) {
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
            + advice,
        null,
        null);
  }

  /**
   * A thread waits in a loop for something that nobody can change any more.
   *
   * @param who its name
   * @param spinning what it does, and where
   */
  public static LivelockError ofSpin(String who, Spinning spinning) {
    return new LivelockError(
        "Livelock: "
            + who
            + " "
            + spinning.does()
            + (spinning.value().isEmpty() ? "" : " (the value is " + spinning.value() + ")")
            + " again and again at "
            + spinning.line()
            + ", and nobody can change it: every other thread has ended, waits, or does the same."
            + " Have another thread change it in time, or give the loop at that line another way to"
            + " end.",
        null,
        null);
  }

  /** The main task has ended, and so many steps later what it has left has not. */
  public LivelockError ofShutdown(long steps) {
    StringBuilder text = new StringBuilder("Livelock: the main task has ended, and ");
    text.append(steps).append(" steps later what it has left has not.");
    text.append(" These were cancelled or interrupted, and go on:");
    pending.get().forEach(p -> text.append('\n').append(p.describe()));
    return new LivelockError(text.append('\n').append(SHUTDOWN_REMEDY).toString(), null, null);
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

  /** Where the threads stand whose steps are shown. */
  private static List<String> places(List<Pending> pending, Trace shown) {
    return pending.stream()
        .filter(p -> !p.site().isEmpty())
        .filter(p -> shown.steps().stream().anyMatch(step -> step.who().equals(p.name())))
        .map(p -> p.name() + " stands at " + p.site())
        .toList();
  }
}
