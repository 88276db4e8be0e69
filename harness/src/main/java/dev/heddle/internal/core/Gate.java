package dev.heddle.internal.core;

import dev.heddle.internal.Carrier;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who may enter a loop. While it runs, that is its carrier and the managed thread that is mounted
 * on it; other threads leave what they want at the gate, and may look at how the loop gets on.
 */
public final class Gate {
  /** What other threads ask for; done at the beginning of the next iteration. */
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

  /** The platform thread that runs the loop; null while it does not run. */
  private volatile @Nullable Thread carrier;

  /** The managed thread that is mounted; null between steps and in callbacks. */
  private @Nullable Thread mounted;

  /** Who acts for the loop while it does not run; null if nobody does. */
  private @Nullable Thread visitor;

  /** Counts steps. */
  private final AtomicLong progress = new AtomicLong();

  /** The carrier waits in real time for another thread. */
  private volatile boolean resting;

  /** Why the run was given up: nothing may run any more. */
  private volatile @Nullable Throwable abandoned;

  private volatile boolean closed;

  // ---- the loop's side --------------------------------------------------------------------

  public boolean isRunning() {
    return carrier != null;
  }

  public boolean isClosed() {
    return closed;
  }

  public void open(@Nullable Carrier newCarrier) {
    carrier = newCarrier;
  }

  public void close() {
    closed = true;
    inbox.clear();
  }

  /** A step begins: on {@code thread}, or null for the carrier itself. */
  public void mount(@Nullable Thread thread) {
    mounted = thread;
  }

  /** One step more; fails if the run was given up meanwhile. */
  public void countStep() {
    progress.lazySet(progress.getPlain() + 1);
  }

  public void checkNotAbandoned() {
    Throwable reason = abandoned;
    if (reason != null) {
      throw SneakyThrow.rethrow(reason);
    }
  }

  public void rests(boolean now) {
    resting = now;
  }

  public void drainInbox() {
    for (Runnable action = inbox.poll(); action != null; action = inbox.poll()) {
      action.run();
    }
  }

  // ---- any thread -------------------------------------------------------------------------

  /**
   * Whether the calling thread is the carrier or the managed thread that is mounted on it, or acts
   * for the loop while that does not run.
   */
  public boolean isInside() {
    Thread thread = Thread.currentThread();
    return thread == mounted || thread == carrier || thread == visitor;
  }

  /** Does something that belongs to the loop, which runs the calling thread or does not run. */
  public void asInside(Runnable action) {
    Thread before = visitor;
    visitor = Thread.currentThread();
    try {
      action.run();
    } finally {
      visitor = before;
    }
  }

  /** Fails when another thread uses the loop while it runs. */
  public void checkInside(String operation) {
    if (carrier != null && !isInside()) {
      throw new IllegalStateException(
          operation
              + " was called by thread "
              + Thread.currentThread().getName()
              + ", which the loop does not run. Use Loop.callSoonThreadsafe.");
    }
  }

  /** Fails when another thread uses the loop while it runs, or anybody after its close. */
  public void checkOpen(String operation) {
    if (closed) {
      throw new IllegalStateException(operation + ": the loop is closed. Make a new one.");
    }
    checkInside(operation);
  }

  /**
   * Has {@code action} done by the loop, at the beginning of an iteration; nothing once it is
   * closed.
   */
  public void post(Runnable action) {
    if (closed) {
      return;
    }
    inbox.add(action);
    Thread sleeper = carrier;
    if (sleeper != null && resting) {
      LockSupport.unpark(sleeper);
    }
  }

  public boolean hasPost() {
    return !inbox.isEmpty();
  }

  // ---- the watch's side -------------------------------------------------------------------

  /** A number that changes with every step. */
  public long progress() {
    return progress.get();
  }

  public boolean isResting() {
    return resting;
  }

  /** The thread whose code runs, a managed one or the carrier; a guess. */
  public @Nullable Thread runningThread() {
    Thread thread = mounted;
    return thread != null ? thread : carrier;
  }

  /** Gives the run up: the carrier stops at the end of the step that does not end. */
  public void abandon(Throwable reason) {
    abandoned = reason;
  }
}
