package dev.heddle.internal.engine;

import dev.heddle.internal.hook.RealTime;
import dev.heddle.verdict.BlockedError;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which a search runs thousands of loops, one after the other. A loop that runs on it
 * starts no thread of its own.
 */
@API(status = Status.INTERNAL)
public final class LoopThread {
  private LoopThread() {}

  /**
   * Calls {@code body} on such a thread, and waits for it. The calling thread watches, in real
   * time, that the steps of the loops end.
   *
   * @param stallTimeout for how long a step may stand still
   * @param onInterrupt called when the calling thread is interrupted, to have the body end soon
   * @throws BlockedError if a step does not end
   * @throws IllegalStateException if a loop runs the calling thread
   */
  public static <T extends @Nullable Object> T call(
      Duration stallTimeout, Runnable onInterrupt, Callable<T> body) {
    InsideLoop.refuse(
        "A search cannot run inside a running event loop. Run it outside of the loop.");
    return Watchdog.onNewCarrier(stallTimeout, onInterrupt, null, body);
  }

  /** Real time, for budgets. */
  public static long realNanoTime() {
    return RealTime.nanoTime();
  }
}
