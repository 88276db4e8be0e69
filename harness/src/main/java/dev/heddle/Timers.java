package dev.heddle;

import java.util.PriorityQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop by (deadline, creation). Cancelled ones are dropped when they come to the
 * head, or all at once when more than half of a large heap is cancelled (as CPython's loop does).
 * What is due never is no timer: nobody goes on by it.
 */
final class Timers {
  private static final int SWEEP_FROM = 100;

  private final PriorityQueue<TimerHandle> heap = new PriorityQueue<>();

  /** How many timers were ever made. */
  private long made;

  /** At least the number of cancelled timers that are still in the heap. */
  private int cancelledInHeap;

  TimerHandle add(long deadline, Runnable callback, @Nullable Own own) {
    return add(new TimerHandle(this, deadline, made++, callback, own, null));
  }

  /** A timer of the JDK's, which is as good as cancelled once {@code task} is done. */
  TimerHandle addUnlessDone(long deadline, Runnable callback, Future<?> task) {
    return add(new TimerHandle(this, deadline, made++, callback, Own.acts(task), task));
  }

  private TimerHandle add(TimerHandle timer) {
    if (timer.deadline != Times.NEVER) {
      heap.add(timer);
    }
    return timer;
  }

  /** A timer was cancelled. */
  void cancelled() {
    cancelledInHeap++;
    if (heap.size() > SWEEP_FROM && cancelledInHeap > heap.size() / 2) {
      heap.removeIf(Handle::isCancelled);
      cancelledInHeap = 0;
    }
  }

  /** The next timer that was not cancelled; null if there is none. */
  @Nullable TimerHandle first() {
    TimerHandle first = heap.peek();
    while (first != null && first.isCancelled()) {
      heap.poll();
      cancelledInHeap = Math.max(0, cancelledInHeap - 1);
      first = heap.peek();
    }
    return first;
  }

  /** Removes and returns the next timer if it is due at {@code now}. */
  @Nullable TimerHandle pollDue(long now) {
    TimerHandle first = first();
    return first != null && first.deadline <= now ? heap.poll() : null;
  }

  void clear() {
    heap.clear();
  }
}
