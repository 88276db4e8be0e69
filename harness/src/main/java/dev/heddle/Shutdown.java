package dev.heddle;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends.
 *
 * <p>A <em>verdict</em> is an error that ends the run whoever catches it: the loop's own, or the
 * program's exit. The first one stands. From then on nothing is decided or told, and nothing is
 * traced once it has left the loop. What is left may clean up in the documented order, within a
 * small budget of steps and of virtual time; what does not end in that is abandoned, which costs
 * nothing: a virtual thread that nobody mounts any more is garbage.
 *
 * <p>A main task that returns or throws is no verdict. What it leaves is ended as in asyncio, which
 * is nobody's decision either; but that is a part of the run, and has to come to an end.
 */
final class Shutdown {
  /** The clean-up after a verdict may take so many steps. */
  static final long STEPS_AFTER_VERDICT = 10_000;

  /** Virtual time may move on by an hour in the clean-up after a verdict. */
  static final long NANOS_AFTER_VERDICT = 3_600_000_000_000L;

  /** Any other run of a loop whose main task has ended may take so many steps. */
  static final long STEPS = 1_000_000;

  private final Engine engine;

  /** The first verdict; the watch reads it too. */
  private final AtomicReference<@Nullable Throwable> verdict = new AtomicReference<>();

  /** The verdict fell within a step that has not ended. */
  private boolean raised;

  /** The main task has ended. */
  private boolean begun;

  /** What runs is the end of what a run of the loop has left. */
  private boolean cleansUp;

  Shutdown(Engine engine) {
    this.engine = engine;
  }

  /** What the run has come to; null if it has no verdict. Any thread. */
  @Nullable Throwable verdict() {
    return verdict.get();
  }

  boolean hasVerdict() {
    return verdict.get() != null;
  }

  /** Whether a failure is this run's verdict, which is told by itself. */
  boolean isVerdict(@Nullable Throwable failure) {
    return failure != null && failure == verdict.get();
  }

  /** Whether all that still runs is on its way to an end. */
  boolean isEnding() {
    return begun || hasVerdict();
  }

  // ---- a verdict --------------------------------------------------------------------------

  /** In a step or callback: the run ends with {@code error} after it, whoever catches that. */
  <E extends Throwable> E raise(E error) {
    if (stands(error)) {
      raised = true;
    }
    return error;
  }

  /** Throws the verdict; if there is none, this is the one. */
  RuntimeException verdictOr(Supplier<? extends Throwable> newOne) {
    Throwable first = verdict.get();
    throw Sneaky.rethrow(first == null ? raise(newOne.get()) : first);
  }

  /** After a step: its verdict leaves the loop. */
  void throwRaised() {
    Throwable error = verdict.get();
    if (raised && error != null) {
      raised = false;
      throw Sneaky.rethrow(error);
    }
  }

  /**
   * Something leaves a run of the loop.
   *
   * @param nested whether another run of it goes on around this one, in a step
   * @return what is to be thrown
   */
  Throwable leaves(Throwable thrown, boolean nested) {
    if (thrown instanceof VerdictError || thrown instanceof ExitError) {
      stands(thrown);
    } else if (!isVerdict(thrown)) {
      return thrown;
    }
    raised = nested;
    if (!nested) {
      engine.recorder.stop();
    }
    return Objects.requireNonNull(verdict.get());
  }

  /** Whether {@code error} is the verdict from now on. */
  private boolean stands(Throwable error) {
    if (!verdict.compareAndSet(null, error)) {
      return false;
    }
    engine.choices.stop();
    if (!begun) {
      engine.problems.stop();
    }
    return true;
  }

  // ---- the clean-up -------------------------------------------------------------------------

  /** The main task has ended. */
  void begin() {
    begun = true;
    engine.choices.stop();
  }

  /** Runs what ends tasks that a run of the loop has left. */
  void cleanUp(Runnable action) {
    boolean before = cleansUp;
    cleansUp = true;
    try {
      action.run();
    } finally {
      cleansUp = before;
    }
  }

  /**
   * A run of the loop begins. After a verdict it is the clean-up; or a harness goes on, which has
   * another method to call.
   */
  void grant() {
    if (!isEnding()) {
      return;
    }
    boolean small = hasVerdict() && (begun || cleansUp);
    engine.budget.cleanUp(small ? STEPS_AFTER_VERDICT : STEPS);
    if (hasVerdict()) {
      engine.timeLimit.set(small ? Times.add(engine.now, NANOS_AFTER_VERDICT) : Times.NEVER);
    }
  }
}
