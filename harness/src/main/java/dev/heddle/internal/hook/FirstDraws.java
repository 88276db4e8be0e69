package dev.heddle.internal.hook;

import java.util.concurrent.atomic.AtomicBoolean;

/** What the first loop that drew from a counter got: where every later loop begins. */
final class FirstDraws {
  private static final WeakIdentityMap<Long> FIRST = new WeakIdentityMap<>();

  /**
   * Guards the map. Not a monitor: a managed thread that waits for one gives up its turn. Held for
   * a few reads and writes, without a lock inside.
   */
  private static final AtomicBoolean BUSY = new AtomicBoolean();

  private FirstDraws() {}

  /** The first draw; {@code value} if this is it. Any thread. */
  static long of(Object counter, long value) {
    while (!BUSY.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
    try {
      Long first = FIRST.get(counter);
      if (first == null) {
        FIRST.put(counter, value);
      }
      return first == null ? value : first;
    } finally {
      BUSY.set(false);
    }
  }
}
