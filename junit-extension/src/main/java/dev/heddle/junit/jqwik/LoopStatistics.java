package dev.heddle.junit.jqwik;

import dev.heddle.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.statistics.Statistics;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * jqwik's {@link Statistics}, for a try that runs on a loop: it may be called in any task or thread
 * of the try, and is passed on when the try has ended, on jqwik's thread. So reports and coverage
 * are jqwik's own, by the same labels.
 */
@API(status = Status.EXPERIMENTAL)
public final class LoopStatistics {
  /** How to pass on what the tries that are on their way have collected. */
  private static final Map<Loop, List<Runnable>> COLLECTED = new ConcurrentHashMap<>();

  private final String label;

  private LoopStatistics(String label) {
    this.label = label;
  }

  /**
   * As {@link Statistics#collect}.
   *
   * @throws IllegalStateException if the calling thread is not of a try that runs on a loop
   */
  public static void collect(Object... values) {
    add(() -> Statistics.collect(values));
  }

  /** As {@link Statistics#label}. */
  public static LoopStatistics label(String label) {
    return new LoopStatistics(label);
  }

  /**
   * Collects values under the label.
   *
   * @throws IllegalStateException if the calling thread is not of a try that runs on a loop
   */
  public void count(Object... values) {
    add(() -> Statistics.label(label).collect(values));
  }

  private static void add(Runnable entry) {
    List<Runnable> entries = COLLECTED.get(loop());
    if (entries == null) {
      throw new IllegalStateException(
          "LoopStatistics was called on a loop that no try with @OnLoop runs on: use jqwik's own"
              + " Statistics on jqwik's thread.");
    }
    entries.add(entry);
  }

  private static Loop loop() {
    try {
      return Loop.current();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "LoopStatistics was called on thread ["
              + Thread.currentThread().getName()
              + "], which is not of a try with @OnLoop: use jqwik's own Statistics on jqwik's"
              + " thread.",
          e);
    }
  }

  /** A try begins. */
  static void begin(Loop loop) {
    COLLECTED.put(loop, new ArrayList<>());
  }

  /** A try has ended; on jqwik's thread. */
  static void end(Loop loop, boolean passedOn) {
    List<Runnable> entries = COLLECTED.remove(loop);
    if (entries != null && passedOn) {
      entries.forEach(Runnable::run);
    }
  }
}
