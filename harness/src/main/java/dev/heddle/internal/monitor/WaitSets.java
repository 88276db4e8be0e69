package dev.heddle.internal.monitor;

import dev.heddle.internal.core.Decisions;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.Mounting;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.hook.RealMonitors;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The threads in {@code Object.wait}, and how {@code notify} wakes them. Its contract leaves open
 * which one it wakes; in the default order it is the one that has waited longest.
 */
final class WaitSets {
  private final ContendedMonitors contended;

  private final RunningStep running;

  private final Decisions decisions;

  private final Mounting mounting;

  /** The threads in {@code Object.wait}, in the order in which they began to; until they run. */
  private final Set<ManagedThread> waiting = new LinkedHashSet<>();

  WaitSets(
      ContendedMonitors contended, RunningStep running, Decisions decisions, Mounting mounting) {
    this.contended = contended;
    this.running = running;
    this.decisions = decisions;
    this.mounting = mounting;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** A thread waits from now on. */
  void add(ManagedThread managed) {
    waiting.add(managed);
  }

  /** A thread has run. */
  void remove(ManagedThread managed) {
    waiting.remove(managed);
  }

  // ---- on the mounted thread ----------------------------------------------------------------

  /** Does what {@code notify} does. */
  void notifyOne(Object monitor) {
    List<ManagedThread> waiters = waitersOf(monitor);
    if (waiters.isEmpty()) {
      notifyOthers(monitor);
      return;
    }
    ManagedThread[] chosen = {waiters.get(0)};
    if (waiters.size() > 1 && decisions.isAsked()) {
      mounting.tryNested(() -> chosen[0] = waiters.get(decisions.waiter(waiters)));
    }
    if (!isFirstInJvm(chosen[0], monitor)) {
      mounting.tryNested(() -> wake(chosen[0]));
    }
    if (Jdk.virtualThreads().stateOf(chosen[0].thread) != ThreadState.BLOCKED) {
      RealMonitors.notifyOne(monitor);
    }
    moveNotified(monitor);
  }

  private List<ManagedThread> waitersOf(Object monitor) {
    List<ManagedThread> waiters = new ArrayList<>();
    for (ManagedThread managed : waiting) {
      if (managed.waitsOn == monitor
          && Jdk.virtualThreads().stateOf(managed.thread) == ThreadState.WAITING) {
        waiters.add(managed);
      }
    }
    return waiters;
  }

  /**
   * Whether the JVM would wake this thread, too. It goes by the order in which threads began to
   * wait; and until a thread whose time is up has run, it counts that as waiting.
   */
  private boolean isFirstInJvm(ManagedThread managed, Object monitor) {
    for (ManagedThread first : waiting) {
      if (first.waitsOn == monitor) {
        return first == managed;
      }
    }
    return false;
  }

  /** Only threads outside of the loop can wait here; threads whose time is up may hide them. */
  private void notifyOthers(Object monitor) {
    RealMonitors.notifyOne(monitor);
    for (ManagedThread managed : waiting) {
      if (managed.waitsOn == monitor) {
        RealMonitors.notifyOne(monitor);
      }
    }
  }

  /**
   * Wakes a thread out of the JVM's order: it leaves the wait set as if its time were up, and fails
   * to enter the monitor, which the running thread holds.
   */
  private void wake(ManagedThread managed) {
    if (Jdk.virtualThreads().stopWaiting(managed.thread)) {
      mounting.tryToEnter(managed);
    }
  }

  /** The notified threads now wait to enter the monitor, which the running thread holds. */
  void moveNotified(Object monitor) {
    List<ManagedThread> notified = new ArrayList<>();
    for (ManagedThread managed : waiting) {
      if (managed.waitsOn == monitor
          && Jdk.virtualThreads().stateOf(managed.thread) == ThreadState.BLOCKED) {
        notified.add(managed);
      }
    }
    if (!notified.isEmpty()) {
      ContendedMonitor one = contended.of(monitor);
      one.close(running.thread);
      for (ManagedThread managed : notified) {
        waiting.remove(managed);
        ContendedMonitors.block(managed, one);
      }
    }
  }

  // ---- between steps ------------------------------------------------------------------------

  /** Takes the threads that were notified by code that does not tell the loop. */
  List<ManagedThread> takeNotifiedByOthers() {
    List<ManagedThread> notified = null;
    for (ManagedThread managed : waiting) {
      if (Jdk.virtualThreads().stateOf(managed.thread) == ThreadState.BLOCKED) {
        notified = notified == null ? new ArrayList<>() : notified;
        notified.add(managed);
      }
    }
    if (notified == null) {
      return List.of();
    }
    notified.forEach(waiting::remove);
    return notified;
  }
}
