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

  /** Who was last told to try because no managed thread holds its monitor, and at which step. */
  private @Nullable Strand lastTried;

  private long lastTriedAt;

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
    if (!blocked.isEmpty() && !(tried && state == Jdk.State.BLOCKED)) {
      retryAll();
    }
    if (state == Jdk.State.BLOCKED) {
      blocked.add(strand);
    }
  }

  /** A notified thread has left {@code Object.wait} and waits to enter its monitor again. */
  private void moveNotified() {
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

  boolean isAnyBlocked() {
    return !blocked.isEmpty();
  }

  /**
   * Nothing is ready: is there a thread whose monitor no managed thread holds? A try that fails
   * looks to the loop like one that takes one monitor and fails at the next, so this asks the VM.
   *
   * @return whether a thread was told to try again
   */
  boolean retryFree() {
    moveNotified();
    for (Strand strand : blocked) {
      boolean justTried = strand == lastTried && engine.progress() == lastTriedAt + 1;
      if (!justTried && isFree(strand)) {
        return retryNow(strand);
      }
    }
    return false;
  }

  /** A thread outside of the loop holds the monitor of a thread: let that one try again. */
  boolean retryForeign() {
    for (Strand strand : blocked) {
      if (isFree(strand)) {
        return retryNow(strand);
      }
    }
    return false;
  }

  private boolean retryNow(Strand strand) {
    blocked.remove(strand);
    retry(strand);
    lastTried = strand;
    lastTriedAt = engine.progress();
    return true;
  }

  private boolean isFree(Strand strand) {
    Jdk.Snapshot snapshot = Jdk.snapshot(strand.thread);
    Object monitor = snapshot == null ? null : snapshot.blocker();
    return monitor == null || engine.holderOf(monitor) == null;
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
