package dev.heddle;

import dev.heddle.internal.Jdk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands monitors over in a fixed order. The JDK would do it by a thread of its own, at a time of
 * its own; with its hand-over switched off (see {@link Jdk#newThread}), a thread that waits for a
 * monitor is told here to try again, after a step in which the monitor may have become free.
 */
final class Monitors {
  private final Engine engine;

  /** Threads that wait to enter a monitor, in the order in which they began to. */
  private final Deque<Strand> blocked = new ArrayDeque<>();

  /** Threads in {@code Object.wait}. */
  private final List<Strand> waiting = new ArrayList<>();

  Monitors(Engine engine) {
    this.engine = engine;
  }

  /** After a step of {@code strand}: where does it stand, and who may try again? */
  void afterStep(Strand strand, Jdk.State state) {
    boolean tried = strand.triesMonitor;
    strand.triesMonitor = false;
    if (!waiting.isEmpty()) {
      moveNotified();
    }
    if (state == Jdk.State.WAITING) {
      waiting.add(strand);
    }
    if (!(tried && state == Jdk.State.BLOCKED)) {
      retryAll();
    }
    if (state == Jdk.State.BLOCKED) {
      blocked.add(strand);
    }
  }

  /** A notified thread has left {@code Object.wait} and waits to enter its monitor again. */
  private boolean moveNotified() {
    int before = blocked.size();
    int kept = 0;
    for (int i = 0; i < waiting.size(); i++) {
      Strand strand = waiting.get(i);
      Jdk.State state = Jdk.stateOf(strand.thread);
      if (state == Jdk.State.BLOCKED) {
        blocked.add(strand);
      } else if (state == Jdk.State.WAITING) {
        waiting.set(kept++, strand);
      }
    }
    waiting.subList(kept, waiting.size()).clear();
    return blocked.size() > before;
  }

  private void retryAll() {
    for (Strand strand = blocked.poll(); strand != null; strand = blocked.poll()) {
      retry(strand);
    }
  }

  private static void retry(Strand strand) {
    strand.triesMonitor = true;
    Jdk.unblock(strand.thread);
  }

  /**
   * Nothing is ready: has a try that failed hidden that it freed a monitor? Only another blocked
   * thread could want that, so one alone need not try again.
   */
  boolean tryHidden() {
    return moveNotified() ? retryQueued() : blocked.size() > 1 && tryAll();
  }

  /** Other threads may have freed or notified a monitor: does a blocked thread get on? */
  boolean tryAfterOthers() {
    return tryHidden() || tryAll();
  }

  private boolean retryQueued() {
    retryAll();
    return true;
  }

  /**
   * Nothing is ready: lets every blocked thread try once more. A try that fails looks to the loop
   * like one that takes one monitor, leaves it, and fails at the next; only what the thread waits
   * for tells them apart. Failed tries leave no trace.
   *
   * @return whether one of them got on
   */
  private boolean tryAll() {
    for (int left = blocked.size(); left > 0; left--) {
      Strand strand = blocked.remove();
      Object before = monitorOf(strand);
      if (engine.steps.tryMonitor(strand, () -> monitorOf(strand) == before)) {
        return true;
      }
      blocked.add(strand);
    }
    return false;
  }

  private static Object monitorOf(Strand strand) {
    Jdk.Snapshot snapshot = Jdk.snapshot(strand.thread);
    Object monitor = snapshot == null ? null : snapshot.blocker();
    return monitor == null ? strand : monitor;
  }

  /** The monitors of live strands: who holds {@code monitor}? */
  static @Nullable Strand holder(Iterable<Strand> strands, Object monitor) {
    for (Strand strand : strands) {
      Jdk.Snapshot snapshot = strand.isStarted() ? Jdk.snapshot(strand.thread) : null;
      if (snapshot != null
          && snapshot.owned().stream().anyMatch(owned -> owned.monitor() == monitor)) {
        return strand;
      }
    }
    return null;
  }
}
