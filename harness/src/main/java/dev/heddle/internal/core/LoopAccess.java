package dev.heddle.internal.core;

import dev.heddle.internal.hook.Carrier;
import org.jspecify.annotations.Nullable;

/**
 * Which thread may use a loop. While it runs, only its carrier may, and the managed thread that is
 * mounted on it; other threads send it {@linkplain Mailbox mail}.
 */
public final class LoopAccess {
  /** The platform thread that runs the loop; null while it does not run. */
  private volatile @Nullable Thread carrier;

  /** The managed thread that is mounted; null between steps and in callbacks. */
  private @Nullable Thread mounted;

  /** The thread that acts for the loop; null if there is none. */
  private @Nullable Thread visitor;

  private volatile boolean closed;

  public boolean isRunning() {
    return carrier != null;
  }

  public boolean isClosed() {
    return closed;
  }

  /** The loop runs on {@code newCarrier} from now on; null: it does not run. */
  public void runOn(@Nullable Carrier newCarrier) {
    carrier = newCarrier;
  }

  public void close() {
    closed = true;
  }

  /** A step begins: on {@code thread}, or null for the carrier itself. */
  public void mount(@Nullable Thread thread) {
    mounted = thread;
  }

  /** The platform thread that runs the loop; null while it does not run. Any thread. */
  @Nullable Thread carrier() {
    return carrier;
  }

  /**
   * Whether the calling thread is the carrier or the managed thread that is mounted on it, or acts
   * for the loop.
   */
  public boolean isInside() {
    Thread thread = Thread.currentThread();
    return thread == mounted || thread == carrier || thread == visitor;
  }

  /** Lets the calling thread act for the loop, which runs it or does not run. */
  public void asInside(Runnable action) {
    Thread before = visitor;
    visitor = Thread.currentThread();
    try {
      action.run();
    } finally {
      visitor = before;
    }
  }

  /** Fails if another thread uses the loop while it runs. */
  public void checkInside(String operation) {
    if (carrier != null && !isInside()) {
      throw new IllegalStateException(
          operation
              + " was called by thread "
              + Thread.currentThread().getName()
              + ", which the loop does not run. Use Loop.callSoonThreadsafe.");
    }
  }

  /** Fails if another thread uses the loop while it runs, or if the loop is closed. */
  public void checkOpen(String operation) {
    if (closed) {
      throw new IllegalStateException(operation + ": the loop is closed. Make a new one.");
    }
    checkInside(operation);
  }

  /** The thread whose code runs, a managed one or the carrier. Any thread; a guess. */
  public @Nullable Thread runningThread() {
    Thread thread = mounted;
    return thread != null ? thread : carrier;
  }
}
