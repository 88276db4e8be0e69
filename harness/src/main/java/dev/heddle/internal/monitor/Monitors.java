package dev.heddle.internal.monitor;

import dev.heddle.internal.core.Choices;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.Mounting;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.hook.RealMonitors;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands monitors over in a fixed order. The JDK would do it by a thread of its own, at a time of
 * its own; with its hand-over switched off (see {@code VirtualThreads.newThread}), a thread that
 * waits for a monitor is told here to try again, after a step in which the monitor may have become
 * free.
 *
 * <p>Only its holder can free it, so who that is has to be known. Which monitor a thread waits for
 * costs microseconds to ask, and is asked once for each wait. Whether a thread holds such a monitor
 * is seen, at almost no cost, by the thread itself as it leaves its carrier.
 */
public final class Monitors {
  /** So many monitors are kept in view though nobody waits for them, since somebody may again. */
  private static final int KEPT = 2;

  /** Who holds a monitor is looked for among so many threads. */
  private static final int STRANDS_LOOKED_AT = 100;

  private final ManagedThreads threads;

  private final ReadyQueue ready;

  private final RunningStep running;

  private final Choices choices;

  private final Mounting mounting;

  /** The monitors that somebody waits for, as far as they are known. */
  private final List<Contended> contended = new ArrayList<>();

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
  public void leaving(ManagedThread strand, @Nullable Object released) {
    for (int i = 0; i < contended.size(); i++) {
      Contended one = contended.get(i);
      if (one.concerns(strand)) {
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
    if (Jdk.virtualThreads().stateOf(chosen[0].thread) != ThreadState.BLOCKED) {
      RealMonitors.notifyOne(monitor);
    }
    moveNotified(monitor);
  }

  /** Whoever waits is notified. */
  public void notifiedAll(Object monitor) {
    moveNotified(monitor);
  }

  private List<ManagedThread> waitersOf(Object monitor) {
    List<ManagedThread> waiters = new ArrayList<>();
    for (ManagedThread strand : waiting) {
      if (strand.waitsOn == monitor
          && Jdk.virtualThreads().stateOf(strand.thread) == ThreadState.WAITING) {
        waiters.add(strand);
      }
    }
    return waiters;
  }

  /**
   * Whether the JVM, too, would wake this one. It goes by the order in which they began to wait,
   * and takes one whose time is up for one that waits, until it has run.
   */
  private boolean isFirstInJvm(ManagedThread strand, Object monitor) {
    for (ManagedThread first : waiting) {
      if (first.waitsOn == monitor) {
        return first == strand;
      }
    }
    return false;
  }

  /** Only threads outside of the loop can wait here; those whose time is up may hide them. */
  private void notifyOthers(Object monitor) {
    RealMonitors.notifyOne(monitor);
    for (ManagedThread strand : waiting) {
      if (strand.waitsOn == monitor) {
        RealMonitors.notifyOne(monitor);
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
  private void wake(ManagedThread strand) {
    if (Jdk.virtualThreads().stopWaiting(strand.thread)) {
      mounting.tryToEnter(strand);
    }
  }

  /** Those that were notified wait for the monitor from now on, which the running thread holds. */
  private void moveNotified(Object monitor) {
    List<ManagedThread> notified = new ArrayList<>();
    for (ManagedThread strand : waiting) {
      if (strand.waitsOn == monitor
          && Jdk.virtualThreads().stateOf(strand.thread) == ThreadState.BLOCKED) {
        notified.add(strand);
      }
    }
    if (!notified.isEmpty()) {
      Contended one = contended(monitor);
      one.close(running.thread);
      for (ManagedThread strand : notified) {
        waiting.remove(strand);
        block(strand, one);
      }
    }
  }

  // ---- between steps ------------------------------------------------------------------------

  /** After a step of {@code strand}: where does it stand, and who may try to enter a monitor? */
  public void afterStep(ManagedThread strand, ThreadState state) {
    if (contended.isEmpty() && waiting.isEmpty() && fresh.isEmpty() && !waits(state)) {
      strand.triesMonitor = false;
      return;
    }
    boolean tried = strand.triesMonitor;
    strand.triesMonitor = false;
    waiting.remove(strand);
    moveNotifiedByOthers();
    if (state == ThreadState.BLOCKED) {
      afterBlocked(strand, tried);
      return;
    }
    leave(strand);
    for (int i = 0; i < contended.size(); i++) {
      Contended one = contended.get(i);
      settle(one, strand, one.heldOnLeaving && state != ThreadState.TERMINATED);
    }
    tryFresh(strand);
    if (state == ThreadState.WAITING) {
      waiting.add(strand);
    }
  }

  private static boolean waits(ThreadState state) {
    return state == ThreadState.BLOCKED || state == ThreadState.WAITING;
  }

  /** A callback may have notified somebody. */
  public void afterCallback() {
    openUnheld();
  }

  private void openUnheld() {
    for (int i = 0; i < contended.size(); i++) {
      Contended one = contended.get(i);
      if (one.holder == null && !one.isOpen()) {
        one.open();
      }
    }
  }

  private void settle(Contended one, ManagedThread strand, boolean held) {
    if (!one.concerns(strand)) {
      return;
    }
    if (held) {
      one.close(strand);
    } else if (!one.isOpen()) {
      openBefore(strand, one);
    }
  }

  /** It left the monitor before it gave way, so who waits for that comes before it. */
  private void openBefore(ManagedThread strand, Contended one) {
    boolean last = ready.removeLast(strand);
    one.open();
    if (last) {
      ready.add(strand);
    }
  }

  private void tryFresh(ManagedThread strand) {
    if (!fresh.isEmpty()) {
      boolean last = ready.removeLast(strand);
      fresh.forEach(ManagedThread::tryMonitor);
      fresh.clear();
      if (last) {
        ready.add(strand);
      }
    }
  }

  private void afterBlocked(ManagedThread strand, boolean tried) {
    Object monitor = seen(strand);
    Contended before = blockedOn(strand);
    if (before != null && before.monitor == monitor) {
      closeAfterFailure(before);
      return;
    }
    leave(strand);
    if (!isOfNoConcern(strand)) {
      ThreadSnapshot snapshot = Jdk.snapshots().of(strand.thread);
      for (int i = 0; i < contended.size(); i++) {
        Contended one = contended.get(i);
        settle(one, strand, snapshot != null && MonitorSight.holds(strand, snapshot, one.monitor));
      }
    }
    if (monitor == null) {
      if (!tried) {
        tryFresh(strand); // two of these must not make each other try for ever
      }
      fresh.add(strand);
      return;
    }
    tryFresh(strand);
    Contended one = contended(monitor);
    closeAfterFailure(one);
    block(strand, one);
  }

  private void closeAfterFailure(Contended one) {
    if (one.holder == null) {
      one.close(null);
      isHeldInside(one.monitor);
    }
  }

  /** What a thread waits to enter whose step has just ended; null if that is not known. */
  public @Nullable Object seen(ManagedThread strand) {
    if (strand.monitorSeen == null) {
      strand.monitorSeen = MonitorSight.monitorOf(strand);
    }
    return strand.monitorSeen;
  }

  /**
   * Whether a managed thread holds a monitor for which one waits; taken to be so if that would take
   * long to see.
   */
  public boolean isHeldInside(Object monitor) {
    Contended one = contended(monitor);
    if (one.holder != null) {
      return true;
    }
    int seen = 0;
    for (ManagedThread strand : threads) {
      ThreadSnapshot snapshot = strand.isStarted() ? Jdk.snapshots().of(strand.thread) : null;
      if (snapshot != null && MonitorSight.holds(strand, snapshot, monitor)) {
        one.close(strand);
        return true;
      }
      if (++seen > STRANDS_LOOKED_AT) {
        return true;
      }
    }
    return false;
  }

  /** Whether no step of {@code strand} can have left a monitor that is waited for. */
  private boolean isOfNoConcern(ManagedThread strand) {
    for (int i = 0; i < contended.size(); i++) {
      if (contended.get(i).concerns(strand)) {
        return false;
      }
    }
    return true;
  }

  /** Who was notified by code that tells nobody has left {@code Object.wait}. */
  private boolean moveNotifiedByOthers() {
    List<ManagedThread> notified = null;
    for (ManagedThread strand : waiting) {
      if (Jdk.virtualThreads().stateOf(strand.thread) == ThreadState.BLOCKED) {
        notified = notified == null ? new ArrayList<>() : notified;
        notified.add(strand);
      }
    }
    if (notified == null) {
      return false;
    }
    for (ManagedThread strand : notified) {
      waiting.remove(strand);
      Object monitor = strand.waitsOn;
      if (monitor == null) {
        fresh.add(strand);
        continue;
      }
      Contended one = contended(monitor);
      block(strand, one);
      if (one.holder == null) {
        one.open();
      }
    }
    return true;
  }

  private Contended contended(Object monitor) {
    for (int i = 0; i < contended.size(); i++) {
      if (contended.get(i).monitor == monitor) {
        return contended.get(i);
      }
    }
    Contended one = new Contended(monitor);
    contended.add(one);
    forgetOldest();
    return one;
  }

  /** Forgets the oldest of those that nobody waits for, if there are too many. */
  private void forgetOldest() {
    int empty = 0;
    Contended oldest = null;
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

  private static void block(ManagedThread strand, Contended one) {
    strand.blockedOn = one;
    one.blocked.add(strand);
  }

  private static @Nullable Contended blockedOn(ManagedThread strand) {
    return (Contended) strand.blockedOn;
  }

  /** It waits for its monitor no more. */
  private void leave(ManagedThread strand) {
    Contended one = blockedOn(strand);
    if (one != null) {
      strand.blockedOn = null;
      one.blocked.remove(strand);
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
    for (Contended one : List.copyOf(contended)) {
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
    for (ManagedThread strand : List.copyOf(fresh)) {
      fresh.remove(strand);
      if (tryQuietly(strand)) {
        return true;
      }
      fresh.add(strand);
    }
    return false;
  }

  /**
   * Lets a blocked thread try. A try that fails looks to the loop like one that takes one monitor,
   * leaves it, and fails at the next; only what the thread waits for tells them apart. Failed tries
   * leave no trace.
   */
  private boolean tryQuietly(ManagedThread strand) {
    Object before = MonitorSight.monitorOf(strand);
    return mounting.tryMonitor(strand, () -> MonitorSight.monitorOf(strand) == before);
  }
}
