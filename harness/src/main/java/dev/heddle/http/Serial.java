package dev.heddle.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the events of one call one after the other, on an executor, because a subscriber may not be
 * called twice at a time; and after them, where others may overtake it, what may wait for more of
 * them, such as code of the caller.
 */
final class Serial {
  private final Executor executor;

  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();

  private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

  /** Events that wait or run. */
  private final AtomicInteger pending = new AtomicInteger();

  /** Who runs events. */
  private volatile @Nullable Thread runner;

  Serial(Executor executor) {
    this.executor = executor;
  }

  /** Runs an event on the executor, after those that wait. */
  void post(Runnable event) {
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

  /** Runs when the events are through that the calling thread runs. */
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
