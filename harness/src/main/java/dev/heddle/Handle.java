package dev.heddle;

import dev.heddle.schedule.Decision;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A callback that the loop will run, and the means to prevent it. Made by {@link Loop#callSoon} and
 * its kin; to be used on the loop's own threads.
 */
@API(status = Status.EXPERIMENTAL)
public class Handle extends Entry {
  private final Runnable callback;

  /** What the harness itself made it for, so that the trace leaves it out; null: the user's. */
  private final @Nullable Own own;

  /** See {@link Decision#id}. */
  private final long id;

  private boolean cancelled;

  Handle(Runnable callback, @Nullable Own own, long id) {
    this.callback = callback;
    this.own = own;
    this.id = id;
  }

  /**
   * Prevents the callback, even if its turn has come in this very batch. Does nothing when the
   * callback has run or was cancelled before.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Whether {@link #cancel()} was called, before or after the callback ran. */
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  final void run(Engine engine) {
    if (!isCancelled()) {
      engine.call(callback, own != null);
    }
  }

  @Override
  final String label() {
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
