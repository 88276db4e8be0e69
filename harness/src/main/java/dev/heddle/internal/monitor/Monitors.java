package dev.heddle.internal.monitor;

import dev.heddle.internal.core.Decisions;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.Mounting;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.TakenMonitors;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands monitors over in a fixed order. The JDK would do so by a thread of its own, at a time of
 * its own. With that switched off (see {@code VirtualThreads.newThread}), a thread that waits to
 * enter a monitor is told here to try again, after a step that may have freed the monitor.
 *
 * <p>Only the holder can free a monitor, so the holder has to be known. It costs microseconds to
 * ask which monitor a thread waits for; that is asked once a wait. Whether a thread holds such a
 * monitor it sees itself, at almost no cost, as it leaves its carrier.
 */
public final class Monitors {
  /** The holder of a monitor is looked for among so many threads. */
  private static final int THREADS_LOOKED_AT = 100;

  private final ManagedThreads threads;

  private final Mounting mounting;

  private final ContendedMonitors contended;

  private final WaitSets waitSets;

  /** Threads that wait to enter a monitor that the JVM does not name; tried after every step. */
  private final List<ManagedThread> unnamed = new ArrayList<>();

  public Monitors(
      ManagedThreads threads,
      ReadyQueue ready,
      RunningStep running,
      Decisions decisions,
      Mounting mounting) {
    this.threads = threads;
    this.mounting = mounting;
    contended = new ContendedMonitors(ready);
    waitSets = new WaitSets(contended, running, decisions, mounting);
  }

  // ---- on the mounted thread ----------------------------------------------------------------

  /**
   * The mounted thread is about to leave its carrier: looks which of the monitors it holds.
   *
   * @param released the one that it leaves by {@code Object.wait}; null if it does not
   */
  public void leaving(ManagedThread managed, @Nullable Object released) {
    if (managed.taken != null) {
      managed.taken.look(released);
    }
    contended.noteHeld(managed, released);
  }

  /**
   * The mounted thread is about to enter a monitor that it does not hold, and may have to wait.
   *
   * @param where the place in the program, for reports
   */
  public void entering(ManagedThread managed, Object monitor, Object where) {
    if (managed.taken == null) {
      managed.taken = new TakenMonitors();
    }
    managed.taken.entering(monitor, where);
    contended.noteHeld(managed, null);
  }

  /**
   * Does what {@code notify} does: wakes one of the threads that wait, the policy chooses which.
   */
  public void notifyOne(Object monitor) {
    waitSets.notifyOne(monitor);
  }

  /** All threads that wait were notified. */
  public void notifiedAll(Object monitor) {
    waitSets.moveNotified(monitor);
  }

  // ---- between steps ------------------------------------------------------------------------

  /** After a step: notes where the thread stands, and lets others try to enter what it left. */
  public void afterStep(ManagedThread managed, ThreadState state) {
    if (contended.isEmpty() && waitSets.isEmpty() && unnamed.isEmpty() && !waits(state)) {
      managed.triesMonitor = false;
      return;
    }
    boolean tried = managed.triesMonitor;
    managed.triesMonitor = false;
    waitSets.remove(managed);
    blockNotifiedByOthers();
    if (state == ThreadState.BLOCKED) {
      afterBlockedStep(managed, tried);
      return;
    }
    contended.unblock(managed);
    contended.afterStep(managed, state);
    tryUnnamed(managed);
    if (state == ThreadState.WAITING) {
      waitSets.add(managed);
    }
  }

  private static boolean waits(ThreadState state) {
    return state == ThreadState.BLOCKED || state == ThreadState.WAITING;
  }

  /** A callback may have freed a monitor or notified a thread. */
  public void afterCallback() {
    contended.openUnheld();
  }

  private void tryUnnamed(ManagedThread managed) {
    if (!unnamed.isEmpty()) {
      contended.queueBefore(managed, this::tryUnnamed);
    }
  }

  private void tryUnnamed() {
    unnamed.forEach(ManagedThread::tryMonitor);
    unnamed.clear();
  }

  private void afterBlockedStep(ManagedThread managed, boolean tried) {
    Object monitor = seen(managed);
    ContendedMonitor before = ContendedMonitors.blocking(managed);
    if (before != null && before.monitor == monitor) {
      closeAfterFailure(before);
      return;
    }
    contended.unblock(managed);
    if (entering(managed) == null) {
      waitsForAnother(managed);
      contended.afterBlockedStep(managed);
    } else {
      contended.afterStep(managed, ThreadState.BLOCKED);
    }
    if (monitor == null) {
      if (!tried) {
        tryUnnamed(managed); // two of these must not make each other try for ever
      }
      unnamed.add(managed);
      return;
    }
    tryUnnamed(managed);
    ContendedMonitor one = contended.of(monitor);
    closeAfterFailure(one);
    ContendedMonitors.block(managed, one);
  }

  /** The monitor that a thread waits to enter, if its code has told of it. */
  private static @Nullable Object entering(ManagedThread managed) {
    return managed.taken == null ? null : managed.taken.entering();
  }

  private static void waitsForAnother(ManagedThread managed) {
    if (managed.taken != null) {
      managed.taken.waitsForAnother();
    }
  }

  private void closeAfterFailure(ContendedMonitor one) {
    if (one.holder == null) {
      one.close(null);
      isHeldInside(one.monitor);
    }
  }

  /** Threads that were notified by code that does not tell the loop wait to enter from now on. */
  private boolean blockNotifiedByOthers() {
    List<ManagedThread> notified = waitSets.takeNotifiedByOthers();
    for (ManagedThread managed : notified) {
      Object monitor = managed.waitsOn;
      if (monitor == null) {
        unnamed.add(managed);
        continue;
      }
      ContendedMonitor one = contended.of(monitor);
      ContendedMonitors.block(managed, one);
      if (one.holder == null) {
        one.open();
      }
    }
    return !notified.isEmpty();
  }

  // ---- for locks outside of the loop --------------------------------------------------------

  /** What a thread waits to enter whose step has just ended; null if that is not known. */
  public @Nullable Object seen(ManagedThread managed) {
    if (managed.monitorSeen == null) {
      Object told = entering(managed);
      managed.monitorSeen = told == null ? MonitorSight.monitorOf(managed) : told;
    }
    return managed.monitorSeen;
  }

  /**
   * Whether a managed thread holds a monitor that a thread waits to enter; also if there are too
   * many threads to look at.
   */
  public boolean isHeldInside(Object monitor) {
    ContendedMonitor one = contended.of(monitor);
    if (one.holder != null) {
      return true;
    }
    ManagedThread known = holderOf(monitor);
    if (known != null) {
      one.close(known);
      return true;
    }
    int seen = 0;
    for (ManagedThread managed : threads) {
      ThreadSnapshot snapshot = managed.isStarted() ? Jdk.snapshots().of(managed.thread) : null;
      if (snapshot != null && MonitorSight.holds(managed, snapshot, monitor)) {
        one.close(managed);
        return true;
      }
      if (++seen > THREADS_LOOKED_AT) {
        return true;
      }
    }
    return false;
  }

  /** The thread that is known to hold a monitor; null if none is. */
  private @Nullable ManagedThread holderOf(Object monitor) {
    int seen = 0;
    for (ManagedThread managed : threads) {
      if (managed.taken != null && managed.taken.holds(monitor)) {
        return managed;
      }
      if (++seen > THREADS_LOOKED_AT) {
        break;
      }
    }
    return null;
  }

  // ---- when nothing is ready ------------------------------------------------------------------

  /**
   * Nothing is ready: looks whether a thread outside of the loop has freed or notified a monitor.
   *
   * @return whether a thread can go on
   */
  public boolean tryUnheld() {
    if (blockNotifiedByOthers()) {
      tryUnnamed();
      return true;
    }
    for (ManagedThread first : contended.firstOfUnheld()) {
      if (tryQuietly(first)) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #tryUnheld}, also of monitors that the JVM does not name. */
  public boolean tryAfterOthers() {
    if (tryUnheld()) {
      return true;
    }
    for (ManagedThread managed : List.copyOf(unnamed)) {
      unnamed.remove(managed);
      if (tryQuietly(managed)) {
        return true;
      }
      unnamed.add(managed);
    }
    return false;
  }

  /**
   * Lets a blocked thread try to enter. A failed attempt looks to the loop like a thread that
   * enters one monitor, leaves it, and fails at the next; only what it waits for tells them apart.
   * Failed attempts leave no trace.
   */
  private boolean tryQuietly(ManagedThread managed) {
    Object before = MonitorSight.monitorOf(managed);
    return mounting.tryMonitor(managed, () -> MonitorSight.monitorOf(managed) == before);
  }
}
