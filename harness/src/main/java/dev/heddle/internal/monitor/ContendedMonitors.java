package dev.heddle.internal.monitor;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The monitors that threads wait to enter, as far as they are known, and who holds them. */
final class ContendedMonitors {
  /** So many monitors are kept though no thread waits for them, since one may again. */
  private static final int KEPT = 2;

  private final ReadyQueue ready;

  private final List<ContendedMonitor> all = new ArrayList<>();

  ContendedMonitors(ReadyQueue ready) {
    this.ready = ready;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The monitor of an object; it is contended from now on. */
  ContendedMonitor of(Object object) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).monitor == object) {
        return all.get(i);
      }
    }
    ContendedMonitor one = new ContendedMonitor(object);
    all.add(one);
    forgetOldest();
    return one;
  }

  /** Forgets the oldest of those that no thread waits for, if there are too many. */
  private void forgetOldest() {
    int empty = 0;
    ContendedMonitor oldest = null;
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).blocked.isEmpty()) {
        empty++;
        oldest = all.get(i);
      }
    }
    if (empty > KEPT) {
      all.remove(oldest);
    }
  }

  // ---- the threads that wait ----------------------------------------------------------------

  /** The monitor that a thread waits to enter; null if none is known. */
  static @Nullable ContendedMonitor blocking(ManagedThread managed) {
    return (ContendedMonitor) managed.blockedOn;
  }

  /** A thread waits to enter a monitor from now on. */
  static void block(ManagedThread managed, ContendedMonitor one) {
    managed.blockedOn = one;
    one.blocked.add(managed);
  }

  /** A thread waits for its monitor no longer. */
  void unblock(ManagedThread managed) {
    ContendedMonitor one = blocking(managed);
    if (one != null) {
      managed.blockedOn = null;
      one.blocked.remove(managed);
      if (one.blocked.isEmpty()) {
        forgetOldest();
      }
    }
  }

  /** The first thread of each monitor that no managed thread is known to hold. */
  List<ManagedThread> firstOfUnheld() {
    List<ManagedThread> first = new ArrayList<>();
    for (ContendedMonitor one : all) {
      ManagedThread waits = one.holder == null ? one.blocked.peek() : null;
      if (waits != null) {
        first.add(waits);
      }
    }
    return first;
  }

  // ---- the threads that hold them -----------------------------------------------------------

  /**
   * The mounted thread is about to leave its carrier: looks which monitors it holds.
   *
   * @param released the one that it leaves by {@code Object.wait}; null if it does not
   */
  void noteHeld(ManagedThread managed, @Nullable Object released) {
    for (int i = 0; i < all.size(); i++) {
      ContendedMonitor one = all.get(i);
      if (one.concerns(managed)) {
        one.heldOnLeaving = one.monitor != released && Thread.holdsLock(one.monitor);
      }
    }
  }

  /** After a step: opens the monitors that the thread may have left, closes those it holds. */
  void afterStep(ManagedThread managed, ThreadState state) {
    for (int i = 0; i < all.size(); i++) {
      ContendedMonitor one = all.get(i);
      settle(one, managed, one.heldOnLeaving && state != ThreadState.TERMINATED);
    }
  }

  /** As {@link #afterStep}, of a thread that is blocked: what it holds is asked of the JVM. */
  void afterBlockedStep(ManagedThread managed) {
    if (isOfNoConcern(managed)) {
      return;
    }
    ThreadSnapshot snapshot = Jdk.snapshots().of(managed.thread);
    for (int i = 0; i < all.size(); i++) {
      ContendedMonitor one = all.get(i);
      settle(one, managed, snapshot != null && MonitorSight.holds(managed, snapshot, one.monitor));
    }
  }

  /** Whether no step of {@code managed} can have left a monitor that is waited for. */
  private boolean isOfNoConcern(ManagedThread managed) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).concerns(managed)) {
        return false;
      }
    }
    return true;
  }

  private void settle(ContendedMonitor one, ManagedThread managed, boolean held) {
    if (!one.concerns(managed)) {
      return;
    }
    if (held) {
      one.close(managed);
    } else if (!one.mayBeFree()) {
      queueBefore(managed, one::open);
    }
  }

  /** Has threads queued before one that gave way, if it left the monitor before it did. */
  void queueBefore(ManagedThread managed, Runnable queueing) {
    boolean last = ready.removeLast(managed);
    queueing.run();
    if (last) {
      ready.add(managed);
    }
  }

  /** Lets threads try to enter the monitors that no managed thread is known to hold. */
  void openUnheld() {
    for (int i = 0; i < all.size(); i++) {
      ContendedMonitor one = all.get(i);
      if (one.holder == null && !one.mayBeFree()) {
        one.open();
      }
    }
  }
}
