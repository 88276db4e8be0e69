package dev.heddle.internal.core;

import dev.heddle.schedule.Decision;
import org.jspecify.annotations.Nullable;

/** A callback that the loop will run, unless it is cancelled before. */
public class CallbackEntry extends Entry {
  private final Runnable callback;

  /** What the harness itself made it for, so that the trace leaves it out; null: the user's. */
  private final @Nullable Own own;

  /** See {@link Decision#id}. */
  private final long id;

  private boolean cancelled;

  public CallbackEntry(Runnable callback, @Nullable Own own, long id) {
    this.callback = callback;
    this.own = own;
    this.id = id;
  }

  /** Prevents the callback, even if its turn has come in this very batch. */
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
      runner.call(callback, own != null);
    }
  }

  @Override
  public final String label() {
    return "-";
  }

  @Override
  Decision.Kind kind() {
    return own == null ? Decision.Kind.CALLBACK : Decision.Kind.SIGNAL;
  }

  @Override
  final long id() {
    return id;
  }

  @Override
  String name() {
    return own == null ? "callback" : "signal";
  }

  @Override
  final Own.Effect effect() {
    if (isCancelled()) {
      return Own.Effect.NOTHING;
    }
    return own == null ? Own.Effect.ACTS : own.effect().get();
  }

  @Override
  final @Nullable Object owner() {
    return own == null ? null : own.owner();
  }
}
