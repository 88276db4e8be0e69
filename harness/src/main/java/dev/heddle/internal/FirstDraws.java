package dev.heddle.internal;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the first loop that drew from a counter got: where every later loop begins. */
final class FirstDraws {
  private static final Map<Number, Long> FIRST = new WeakHashMap<>();

  /** Guards the map. Not a monitor: a managed thread that waits for one gives up its turn. */
  private static final AtomicBoolean BUSY = new AtomicBoolean();

  private FirstDraws() {}

  /** The first draw; {@code value} if this is it. Any thread. */
  static long of(Number counter, long value) {
    while (!BUSY.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
    try {
      Long first = FIRST.putIfAbsent(counter, value);
      return first == null ? value : first;
    } finally {
      BUSY.set(false);
    }
  }
}
