package dev.heddle;

import dev.heddle.internal.core.CallbackEntry;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A callback that the loop will run, and the means to prevent it. Made by {@link Loop#callSoon} and
 * its kin; to be used on the loop's own threads.
 */
@API(status = Status.EXPERIMENTAL)
public sealed class Handle permits TimerHandle {
  private final CallbackEntry entry;

  Handle(CallbackEntry entry) {
    this.entry = entry;
  }

  /**
   * Keeps the callback from running, even if it is due in this very iteration. Does nothing if the
   * callback has run or was cancelled before.
   */
  public void cancel() {
    entry.cancel();
  }

  /** Whether {@link #cancel()} was called, before or after the callback ran. */
  public boolean isCancelled() {
    return entry.isCancelled();
  }
}
