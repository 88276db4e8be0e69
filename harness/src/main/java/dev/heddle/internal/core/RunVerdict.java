package dev.heddle.internal.core;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run has come to, if an error ends it whoever catches that: the loop's own, or the
 * program's exit. The first one stands.
 */
public final class RunVerdict {
  /** Told of the first verdict, on the thread that comes to it. */
  private final Runnable onFirst;

  /** The watch reads it too. */
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  /** It fell within a step that has not ended. */
  private boolean raised;

  public RunVerdict(Runnable onFirst) {
    this.onFirst = onFirst;
  }

  /** The verdict; null if there is none. Any thread. */
  public @Nullable Throwable get() {
    return first.get();
  }

  /** Whether there is one. Any thread. */
  public boolean isKnown() {
    return first.get() != null;
  }

  /** Whether a failure is this run's verdict, which is told by itself. */
  public boolean is(@Nullable Throwable failure) {
    return failure != null && failure == first.get();
  }

  /** In a step or callback: the run ends with {@code error} after it, whoever catches that. */
  public <E extends Throwable> E raise(E error) {
    if (stands(error)) {
      raised = true;
    }
    return error;
  }

  /** Throws the verdict; if there is none, this is the one. */
  public RuntimeException orThrow(Supplier<? extends Throwable> newOne) {
    Throwable known = first.get();
    throw Sneaky.rethrow(known == null ? raise(newOne.get()) : known);
  }

  /** After a step: its verdict leaves the loop. */
  public void throwRaised() {
    Throwable error = first.get();
    if (raised && error != null) {
      raised = false;
      throw Sneaky.rethrow(error);
    }
  }

  /** It leaves a run of the loop; {@code again}: another run around that one ends by it too. */
  public void leaves(boolean again) {
    raised = again;
  }

  /** Makes {@code error} the verdict, if there is none; returns whether it is from now on. */
  public boolean stands(Throwable error) {
    if (!first.compareAndSet(null, error)) {
      return false;
    }
    onFirst.run();
    return true;
  }
}
