package dev.heddle.internal.core;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The error that ends a run even if the program catches it: the loop's own, or the program's exit.
 * The first one stands.
 */
public final class RunVerdict {
  /** Told of the first verdict, on the thread that comes to it. */
  private final Runnable onFirst;

  /** The watchdog reads it, too. */
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  /** It was raised within a step that has not ended. */
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

  /** Whether a failure is this run's verdict, which need not be reported. */
  public boolean is(@Nullable Throwable failure) {
    return failure != null && failure == first.get();
  }

  /** In a step or callback: ends the run by {@code error}, even if the program catches it. */
  public <E extends Throwable> E raise(E error) {
    if (stands(error)) {
      raised = true;
    }
    return error;
  }

  /** Throws the verdict; if there is none, a new one. */
  public RuntimeException orThrow(Supplier<? extends Throwable> newOne) {
    Throwable known = first.get();
    throw SneakyThrow.rethrow(known == null ? raise(newOne.get()) : known);
  }

  /** After a step: its verdict leaves the loop. */
  public void throwRaised() {
    Throwable error = first.get();
    if (raised && error != null) {
      raised = false;
      throw SneakyThrow.rethrow(error);
    }
  }

  /** It leaves a run of the loop; {@code again}: so it does the run around a nested one. */
  public void leaves(boolean again) {
    raised = again;
  }

  /** Makes {@code error} the verdict, unless there is one; returns whether it did. */
  public boolean stands(Throwable error) {
    if (!first.compareAndSet(null, error)) {
      return false;
    }
    onFirst.run();
    return true;
  }
}
