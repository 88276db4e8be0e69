package dev.heddle.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs events one after the other on another executor, because a subscriber may be called by one
 * thread at a time only. Code that may wait for more events, such as the caller's, runs {@linkplain
 * #afterwards afterwards}, when it holds up none.
 */
final class SerialExecutor implements Executor {
  private final Executor executor;

  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();

  private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

  /** How many events wait or run. */
  private final AtomicInteger pending = new AtomicInteger();

  /** The thread that runs events. */
  private volatile @Nullable Thread runner;

  SerialExecutor(Executor executor) {
    this.executor = executor;
  }

  /** Runs an event on the other executor, after those that wait. */
  @Override
  public void execute(Runnable event) {
    events.add(event);
    if (pending.getAndIncrement() == 0) {
      executor.execute(this::drain);
    }
  }

  /** Runs the first event on the calling thread. */
  void runHere(Runnable event) {
    events.add(event);
    pending.incrementAndGet();
    drain();
  }

  /** Whether the calling thread is running an event. */
  boolean isHere() {
    return runner == Thread.currentThread();
  }

  /** Runs an action when the calling thread has run its events. */
  void afterwards(Runnable action) {
    afterwards.add(action);
  }

  private void drain() {
    runner = Thread.currentThread();
    do {
      Runnable event = events.poll();
      if (event != null) {
        event.run();
      }
      if (pending.get() == 1) {
        runner = null;
      }
    } while (pending.decrementAndGet() != 0);
    for (Runnable action = afterwards.poll(); action != null; action = afterwards.poll()) {
      action.run();
    }
  }
}
