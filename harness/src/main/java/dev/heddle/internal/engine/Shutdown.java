package dev.heddle.internal.engine;

import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.StepBudget;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.trace.Recorder;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.VerdictError;
import java.util.Objects;

/**
 * How a run ends.
 *
 * <p>A <em>verdict</em> is an error that ends the run even if the program catches it: the loop's
 * own, or the program's exit. The first one stands. From then on, no policy is asked and nothing is
 * reported; and nothing is traced once the verdict has left the loop. What is left may clean up in
 * the default order, within a small budget of steps and of virtual time. What does not end by then
 * is abandoned; that costs nothing, as a virtual thread that is never mounted again is garbage.
 *
 * <p>A main task that returns or throws is no verdict. What it leaves is cancelled as in asyncio,
 * in the default order; but that is a part of the run, and has to end.
 */
public final class Shutdown {
  /** The clean-up after a verdict may take so many steps. */
  static final long STEPS_AFTER_VERDICT = 10_000;

  /** Virtual time may move on by an hour in the clean-up after a verdict. */
  static final long NANOS_AFTER_VERDICT = 3_600_000_000_000L;

  /** Any other run of a loop whose main task has ended may take so many steps. */
  static final long STEPS = 1_000_000;

  private final RunVerdict verdict;

  private final VirtualTime time;

  private final StepBudget budget;

  private final TimeLimit limit;

  private final Recorder recorder;

  /** Told that no policy is asked any more. */
  private final Runnable onBegin;

  /** The main task has ended. */
  private boolean begun;

  /** What runs now cleans up what a run of the loop has left. */
  private boolean cleansUp;

  Shutdown(
      RunVerdict verdict,
      VirtualTime time,
      StepBudget budget,
      TimeLimit limit,
      Recorder recorder,
      Runnable onBegin) {
    this.verdict = verdict;
    this.time = time;
    this.budget = budget;
    this.limit = limit;
    this.recorder = recorder;
    this.onBegin = onBegin;
  }

  /** The main task has ended. */
  public void begin() {
    begun = true;
    onBegin.run();
  }

  boolean hasBegun() {
    return begun;
  }

  /** Whether all that still runs has been told to end. */
  boolean isEnding() {
    return begun || verdict.isKnown();
  }

  /**
   * An exception leaves a run of the loop.
   *
   * @param nested whether another run of it goes on around this one, in a step
   * @return what is to be thrown
   */
  Throwable leaves(Throwable thrown, boolean nested) {
    if (thrown instanceof VerdictError || thrown instanceof ExitError) {
      verdict.stands(thrown);
    } else if (!verdict.is(thrown)) {
      return thrown;
    }
    verdict.leaves(nested);
    if (!nested) {
      recorder.stop();
    }
    return Objects.requireNonNull(verdict.get());
  }

  /** Runs an action that ends the tasks which a run of the loop has left. */
  public void cleanUp(Runnable action) {
    boolean before = cleansUp;
    cleansUp = true;
    try {
      action.run();
    } finally {
      cleansUp = before;
    }
  }

  /**
   * A run of the loop begins, and gets its budget. After a verdict it is the clean-up, or a test
   * framework calls another method.
   */
  void grant() {
    if (!isEnding()) {
      return;
    }
    boolean small = verdict.isKnown() && (begun || cleansUp);
    budget.cleanUp(small ? STEPS_AFTER_VERDICT : STEPS);
    if (verdict.isKnown()) {
      limit.set(small ? Times.add(time.now, NANOS_AFTER_VERDICT) : Times.NEVER);
    }
  }
}
