package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A callback that the loop will run, and the means to prevent it. Made by {@link Loop#callSoon} and
 * its kin; to be used on the loop's own threads.
 */
@API(status = Status.EXPERIMENTAL)
public class Handle extends Entry {
  private final Runnable callback;

  /** Whether the trace leaves this callback out, because the harness itself made it. */
  private final boolean quiet;

  private boolean cancelled;

  Handle(Runnable callback, boolean quiet) {
    this.callback = callback;
    this.quiet = quiet;
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
      engine.call(callback, quiet);
    }
  }

  @Override
  final String label() {
    return "-";
  }
}
