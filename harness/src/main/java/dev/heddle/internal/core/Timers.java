package dev.heddle.internal.core;

import java.util.PriorityQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop by (deadline, creation). Cancelled ones are dropped when they come to the
 * head, or all at once when more than half of a large heap is cancelled (as CPython's loop does). A
 * timer that is never due is not kept: it wakes no thread.
 */
public final class Timers {
  private static final int SWEEP_FROM = 100;

  private final PriorityQueue<TimerEntry> heap = new PriorityQueue<>();

  /** How many timers were ever made. */
  private long made;

  /** At least the number of cancelled timers that are still in the heap. */
  private int cancelledInHeap;

  public TimerEntry add(long deadline, Runnable callback, @Nullable InternalCallback internal) {
    return add(new TimerEntry(this, deadline, made++, callback, internal, null));
  }

  /** A timer of the JDK's, which is as good as cancelled once {@code task} is done. */
  public TimerEntry addUnlessDone(long deadline, Runnable callback, Future<?> task) {
    return add(new TimerEntry(this, deadline, made++, callback, InternalCallback.acts(task), task));
  }

  private TimerEntry add(TimerEntry timer) {
    if (timer.deadline != Times.NEVER) {
      heap.add(timer);
    }
    return timer;
  }

  /** A timer was cancelled. */
  void cancelled() {
    cancelledInHeap++;
    if (heap.size() > SWEEP_FROM && cancelledInHeap > heap.size() / 2) {
      heap.removeIf(CallbackEntry::isCancelled);
      cancelledInHeap = 0;
    }
  }

  /** The next timer that was not cancelled; null if there is none. */
  public @Nullable TimerEntry first() {
    TimerEntry first = heap.peek();
    while (first != null && first.isCancelled()) {
      heap.poll();
      cancelledInHeap = Math.max(0, cancelledInHeap - 1);
      first = heap.peek();
    }
    return first;
  }

  /** Removes and returns the next timer if it is due at {@code now}. */
  public @Nullable TimerEntry pollDue(long now) {
    TimerEntry first = first();
    return first != null && first.deadline <= now ? heap.poll() : null;
  }

  public void clear() {
    heap.clear();
  }
}
