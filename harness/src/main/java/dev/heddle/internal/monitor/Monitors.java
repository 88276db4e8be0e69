package dev.heddle.internal.monitor;

import dev.heddle.internal.Jdk;
import dev.heddle.internal.core.Choices;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.Mounting;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunningStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands monitors over in a fixed order. The JDK would do it by a thread of its own, at a time of
 * its own; with its hand-over switched off (see {@link Jdk#newThread}), a thread that waits for a
 * monitor is told here to try again, after a step in which the monitor may have become free.
 *
 * <p>Only its holder can free it, so who that is has to be known. Which monitor a thread waits for
 * costs microseconds to ask, and is asked once for each wait. Whether a thread holds such a monitor
 * is seen, at almost no cost, by the thread itself as it leaves its carrier.
 */
public final class Monitors {
  /** So many monitors are kept in view though nobody waits for them, since somebody may again. */
  private static final int KEPT = 2;

  /** Who holds a monitor is looked for among so many threads. */
  private static final int THREADS_LOOKED_AT = 100;

  private final ManagedThreads threads;

  private final ReadyQueue ready;

  private final RunningStep running;

  private final Choices choices;

  private final Mounting mounting;

  /** The monitors that somebody waits for, as far as they are known. */
  private final List<ContendedMonitor> contended = new ArrayList<>();

  /** Threads that wait to enter a monitor that the JVM does not name; tried after every step. */
  private final List<ManagedThread> fresh = new ArrayList<>();

  /** Threads in {@code Object.wait}, in the order in which they began to; until they run again. */
  private final Set<ManagedThread> waiting = new LinkedHashSet<>();

  public Monitors(
      ManagedThreads threads,
      ReadyQueue ready,
      RunningStep running,
      Choices choices,
      Mounting mounting) {
    this.threads = threads;
    this.ready = ready;
    this.running = running;
    this.choices = choices;
    this.mounting = mounting;
  }

  // ---- on the mounted thread ----------------------------------------------------------------

  /**
   * The mounted thread is about to leave its carrier: which of the monitors does it hold?
   *
   * @param released the one that it leaves by {@code Object.wait}; null if it does not
   */
  public void leaving(ManagedThread managed, @Nullable Object released) {
    for (int i = 0; i < contended.size(); i++) {
      ContendedMonitor one = contended.get(i);
      if (one.concerns(managed)) {
        one.heldOnLeaving = one.monitor != released && Thread.holdsLock(one.monitor);
      }
    }
  }

  /**
   * Does what {@code notify} does: wakes one of those that wait. The contract leaves open which
   * one; in the default order it is the one that has waited longest.
   */
  public void notifyOne(Object monitor) {
    List<ManagedThread> waiters = waitersOf(monitor);
    if (waiters.isEmpty()) {
      notifyOthers(monitor);
      return;
    }
    ManagedThread[] chosen = {waiters.get(0)};
    if (waiters.size() > 1 && choices.isAsked()) {
      inCarrier(() -> chosen[0] = waiters.get(choices.waiter(waiters)));
    }
    if (!isFirstInJvm(chosen[0], monitor)) {
      inCarrier(() -> wake(chosen[0]));
    }
    if (Jdk.stateOf(chosen[0].thread) != Jdk.State.BLOCKED) {
      Jdk.notify(monitor);
    }
    moveNotified(monitor);
  }

  /** Whoever waits is notified. */
  public void notifiedAll(Object monitor) {
    moveNotified(monitor);
  }

  private List<ManagedThread> waitersOf(Object monitor) {
    List<ManagedThread> waiters = new ArrayList<>();
    for (ManagedThread managed : waiting) {
      if (managed.waitsOn == monitor && Jdk.stateOf(managed.thread) == Jdk.State.WAITING) {
        waiters.add(managed);
      }
    }
    return waiters;
  }

  /**
   * Whether the JVM, too, would wake this one. It goes by the order in which they began to wait,
   * and takes one whose time is up for one that waits, until it has run.
   */
  private boolean isFirstInJvm(ManagedThread managed, Object monitor) {
    for (ManagedThread first : waiting) {
      if (first.waitsOn == monitor) {
        return first == managed;
      }
    }
    return false;
  }

  /** Only threads outside of the loop can wait here; those whose time is up may hide them. */
  private void notifyOthers(Object monitor) {
    Jdk.notify(monitor);
    for (ManagedThread managed : waiting) {
      if (managed.waitsOn == monitor) {
        Jdk.notify(monitor);
      }
    }
  }

  /**
   * Does something between two parts of the running step. A thread that cannot leave its carrier
   * leaves the choice to the JVM.
   */
  private void inCarrier(Runnable action) {
    mounting.tryNested(action);
  }

  /**
   * Wakes one out of the JVM's order: it leaves the monitor's wait set as if its time were up, and
   * fails to enter the monitor, which the running thread holds.
   */
  private void wake(ManagedThread managed) {
    if (Jdk.stopWaiting(managed.thread)) {
      mounting.tryToEnter(managed);
    }
  }

  /** Those that were notified wait for the monitor from now on, which the running thread holds. */
  private void moveNotified(Object monitor) {
    List<ManagedThread> notified = new ArrayList<>();
    for (ManagedThread managed : waiting) {
      if (managed.waitsOn == monitor && Jdk.stateOf(managed.thread) == Jdk.State.BLOCKED) {
        notified.add(managed);
      }
    }
    if (!notified.isEmpty()) {
      ContendedMonitor one = contended(monitor);
      one.close(running.thread);
      for (ManagedThread managed : notified) {
        waiting.remove(managed);
        block(managed, one);
      }
    }
  }

  // ---- between steps ------------------------------------------------------------------------

  /** After a step of {@code managed}: where does it stand, and who may try to enter a monitor? */
  public void afterStep(ManagedThread managed, Jdk.State state) {
    if (contended.isEmpty() && waiting.isEmpty() && fresh.isEmpty() && !waits(state)) {
      managed.triesMonitor = false;
      return;
    }
    boolean tried = managed.triesMonitor;
    managed.triesMonitor = false;
    waiting.remove(managed);
    moveNotifiedByOthers();
    if (state == Jdk.State.BLOCKED) {
      afterBlocked(managed, tried);
      return;
    }
    leave(managed);
    for (int i = 0; i < contended.size(); i++) {
      ContendedMonitor one = contended.get(i);
      settle(one, managed, one.heldOnLeaving && state != Jdk.State.TERMINATED);
    }
    tryFresh(managed);
    if (state == Jdk.State.WAITING) {
      waiting.add(managed);
    }
  }

  private static boolean waits(Jdk.State state) {
    return state == Jdk.State.BLOCKED || state == Jdk.State.WAITING;
  }

  /** A callback may have notified somebody. */
  public void afterCallback() {
    openUnheld();
  }

  private void openUnheld() {
    for (int i = 0; i < contended.size(); i++) {
      ContendedMonitor one = contended.get(i);
      if (one.holder == null && !one.mayBeFree()) {
        one.open();
      }
    }
  }

  private void settle(ContendedMonitor one, ManagedThread managed, boolean held) {
    if (!one.concerns(managed)) {
      return;
    }
    if (held) {
      one.close(managed);
    } else if (!one.mayBeFree()) {
      openBefore(managed, one);
    }
  }

  /** It left the monitor before it gave way, so who waits for that comes before it. */
  private void openBefore(ManagedThread managed, ContendedMonitor one) {
    boolean last = ready.removeLast(managed);
    one.open();
    if (last) {
      ready.add(managed);
    }
  }

  private void tryFresh(ManagedThread managed) {
    if (!fresh.isEmpty()) {
      boolean last = ready.removeLast(managed);
      fresh.forEach(ManagedThread::tryMonitor);
      fresh.clear();
      if (last) {
        ready.add(managed);
      }
    }
  }

  private void afterBlocked(ManagedThread managed, boolean tried) {
    Object monitor = seen(managed);
    ContendedMonitor before = blockedOn(managed);
    if (before != null && before.monitor == monitor) {
      closeAfterFailure(before);
      return;
    }
    leave(managed);
    if (!isOfNoConcern(managed)) {
      Jdk.Snapshot snapshot = Jdk.snapshot(managed.thread);
      for (int i = 0; i < contended.size(); i++) {
        ContendedMonitor one = contended.get(i);
        settle(
            one, managed, snapshot != null && MonitorSight.holds(managed, snapshot, one.monitor));
      }
    }
    if (monitor == null) {
      if (!tried) {
        tryFresh(managed); // two of these must not make each other try for ever
      }
      fresh.add(managed);
      return;
    }
    tryFresh(managed);
    ContendedMonitor one = contended(monitor);
    closeAfterFailure(one);
    block(managed, one);
  }

  private void closeAfterFailure(ContendedMonitor one) {
    if (one.holder == null) {
      one.close(null);
      isHeldInside(one.monitor);
    }
  }

  /** What a thread waits to enter whose step has just ended; null if that is not known. */
  public @Nullable Object seen(ManagedThread managed) {
    if (managed.monitorSeen == null) {
      managed.monitorSeen = MonitorSight.monitorOf(managed);
    }
    return managed.monitorSeen;
  }

  /**
   * Whether a managed thread holds a monitor for which one waits; taken to be so if that would take
   * long to see.
   */
  public boolean isHeldInside(Object monitor) {
    ContendedMonitor one = contended(monitor);
    if (one.holder != null) {
      return true;
    }
    int seen = 0;
    for (ManagedThread managed : threads) {
      Jdk.Snapshot snapshot = managed.isStarted() ? Jdk.snapshot(managed.thread) : null;
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

  /** Whether no step of {@code managed} can have left a monitor that is waited for. */
  private boolean isOfNoConcern(ManagedThread managed) {
    for (int i = 0; i < contended.size(); i++) {
      if (contended.get(i).concerns(managed)) {
        return false;
      }
    }
    return true;
  }

  /** Who was notified by code that tells nobody has left {@code Object.wait}. */
  private boolean moveNotifiedByOthers() {
    List<ManagedThread> notified = null;
    for (ManagedThread managed : waiting) {
      if (Jdk.stateOf(managed.thread) == Jdk.State.BLOCKED) {
        notified = notified == null ? new ArrayList<>() : notified;
        notified.add(managed);
      }
    }
    if (notified == null) {
      return false;
    }
    for (ManagedThread managed : notified) {
      waiting.remove(managed);
      Object monitor = managed.waitsOn;
      if (monitor == null) {
        fresh.add(managed);
        continue;
      }
      ContendedMonitor one = contended(monitor);
      block(managed, one);
      if (one.holder == null) {
        one.open();
      }
    }
    return true;
  }

  private ContendedMonitor contended(Object monitor) {
    for (int i = 0; i < contended.size(); i++) {
      if (contended.get(i).monitor == monitor) {
        return contended.get(i);
      }
    }
    ContendedMonitor one = new ContendedMonitor(monitor);
    contended.add(one);
    forgetOldest();
    return one;
  }

  /** Forgets the oldest of those that nobody waits for, if there are too many. */
  private void forgetOldest() {
    int empty = 0;
    ContendedMonitor oldest = null;
    for (int i = contended.size() - 1; i >= 0; i--) {
      if (contended.get(i).blocked.isEmpty()) {
        empty++;
        oldest = contended.get(i);
      }
    }
    if (empty > KEPT) {
      contended.remove(oldest);
    }
  }

  private static void block(ManagedThread managed, ContendedMonitor one) {
    managed.blockedOn = one;
    one.blocked.add(managed);
  }

  private static @Nullable ContendedMonitor blockedOn(ManagedThread managed) {
    return (ContendedMonitor) managed.blockedOn;
  }

  /** It waits for its monitor no more. */
  private void leave(ManagedThread managed) {
    ContendedMonitor one = blockedOn(managed);
    if (one != null) {
      managed.blockedOn = null;
      one.blocked.remove(managed);
      if (one.blocked.isEmpty()) {
        forgetOldest();
      }
    }
  }

  // ---- when nothing is ready ------------------------------------------------------------------

  /**
   * Nothing is ready: has a thread outside of the loop freed or notified a monitor?
   *
   * @return whether somebody can go on
   */
  public boolean tryUnheld() {
    if (moveNotifiedByOthers()) {
      fresh.forEach(ManagedThread::tryMonitor);
      fresh.clear();
      return true;
    }
    for (ContendedMonitor one : List.copyOf(contended)) {
      ManagedThread first = one.holder == null ? one.blocked.peek() : null;
      if (first != null && tryQuietly(first)) {
        return true;
      }
    }
    return false;
  }

  /** Threads outside of the loop may have freed or notified a monitor, whichever it is. */
  public boolean tryAfterOthers() {
    if (tryUnheld()) {
      return true;
    }
    for (ManagedThread managed : List.copyOf(fresh)) {
      fresh.remove(managed);
      if (tryQuietly(managed)) {
        return true;
      }
      fresh.add(managed);
    }
    return false;
  }

  /**
   * Lets a blocked thread try. A try that fails looks to the loop like one that takes one monitor,
   * leaves it, and fails at the next; only what the thread waits for tells them apart. Failed tries
   * leave no trace.
   */
  private boolean tryQuietly(ManagedThread managed) {
    Object before = MonitorSight.monitorOf(managed);
    return mounting.tryMonitor(managed, () -> MonitorSight.monitorOf(managed) == before);
  }
}
