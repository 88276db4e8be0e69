package dev.heddle.internal.core;

import dev.heddle.schedule.Decision;
import org.jspecify.annotations.Nullable;

/** A callback that the loop will run, unless it is cancelled before. */
public class CallbackEntry extends Entry {
  private final Runnable callback;

  /** Marks a callback of the harness, which the trace leaves out; null: it is the program's. */
  private final @Nullable InternalCallback internal;

  /** See {@link Decision#id}. */
  private final long id;

  private boolean cancelled;

  public CallbackEntry(Runnable callback, @Nullable InternalCallback internal, long id) {
    this.callback = callback;
    this.internal = internal;
    this.id = id;
  }

  /** Keeps the callback from running, even if it is due in this very iteration. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether it was cancelled, before or after the callback ran. */
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public final void run(EntryRunner runner) {
    if (!isCancelled()) {
      runner.call(callback, internal != null);
    }
  }

  @Override
  public final String label() {
    return "-";
  }

  @Override
  Decision.Kind kind() {
    return internal == null ? Decision.Kind.CALLBACK : Decision.Kind.SIGNAL;
  }

  @Override
  final long id() {
    return id;
  }

  @Override
  String name() {
    return internal == null ? "callback" : "signal";
  }

  @Override
  final InternalCallback.Effect effect() {
    if (isCancelled()) {
      return InternalCallback.Effect.NONE;
    }
    return internal == null ? InternalCallback.Effect.ACTS : internal.effect().get();
  }

  @Override
  final boolean isCooperative() {
    return internal == null
        || !(internal.owner() instanceof ManagedThread woken)
        || woken.isCooperative();
  }

  @Override
  final @Nullable Object owner() {
    return internal == null ? null : internal.owner();
  }
}
