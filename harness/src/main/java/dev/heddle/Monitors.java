package dev.heddle;

import dev.heddle.internal.Jdk;
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
final class Monitors {
  /** So many monitors are kept in view though nobody waits for them, since somebody may again. */
  private static final int KEPT = 2;

  /** Who holds a monitor is looked for among so many threads. */
  private static final int STRANDS_LOOKED_AT = 100;

  private final Engine engine;

  /** The monitors that somebody waits for, as far as they are known. */
  private final List<Contended> contended = new ArrayList<>();

  /** Threads that wait to enter a monitor that the JVM does not name; tried after every step. */
  private final List<Strand> fresh = new ArrayList<>();

  /** Threads in {@code Object.wait}, in the order in which they began to; until they run again. */
  private final Set<Strand> waiting = new LinkedHashSet<>();

  Monitors(Engine engine) {
    this.engine = engine;
  }

  // ---- on the mounted thread ----------------------------------------------------------------

  /**
   * The mounted thread is about to leave its carrier: which of the monitors does it hold?
   *
   * @param released the one that it leaves by {@code Object.wait}; null if it does not
   */
  void leaving(Strand strand, @Nullable Object released) {
    for (int i = 0; i < contended.size(); i++) {
      Contended one = contended.get(i);
      if (one.concerns(strand)) {
        one.heldOnLeaving = one.monitor != released && Thread.holdsLock(one.monitor);
      }
    }
  }

  /**
   * Does what {@code notify} does: wakes one of those that wait. The contract leaves open which
   * one; in the documented order it is the one that has waited longest.
   */
  void notifyOne(Object monitor) {
    List<Strand> waiters = waitersOf(monitor);
    if (waiters.isEmpty()) {
      notifyOthers(monitor);
      return;
    }
    Strand[] chosen = {waiters.get(0)};
    if (waiters.size() > 1 && engine.choices.isAsked()) {
      inCarrier(() -> chosen[0] = waiters.get(engine.choices.waiter(waiters)));
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
  void notifiedAll(Object monitor) {
    moveNotified(monitor);
  }

  private List<Strand> waitersOf(Object monitor) {
    List<Strand> waiters = new ArrayList<>();
    for (Strand strand : waiting) {
      if (strand.waitsOn == monitor && Jdk.stateOf(strand.thread) == Jdk.State.WAITING) {
        waiters.add(strand);
      }
    }
    return waiters;
  }

  /**
   * Whether the JVM, too, would wake this one. It goes by the order in which they began to wait,
   * and takes one whose time is up for one that waits, until it has run.
   */
  private boolean isFirstInJvm(Strand strand, Object monitor) {
    for (Strand first : waiting) {
      if (first.waitsOn == monitor) {
        return first == strand;
      }
    }
    return false;
  }

  /** Only threads outside of the loop can wait here; those whose time is up may hide them. */
  private void notifyOthers(Object monitor) {
    Jdk.notify(monitor);
    for (Strand strand : waiting) {
      if (strand.waitsOn == monitor) {
        Jdk.notify(monitor);
      }
    }
  }

  /**
   * Does something between two parts of the running step. A thread that cannot leave its carrier
   * leaves the choice to the JVM.
   */
  private void inCarrier(Runnable action) {
    engine.steps.tryNested(action);
  }

  /**
   * Wakes one out of the JVM's order: it leaves the monitor's wait set as if its time were up, and
   * fails to enter the monitor, which the running thread holds.
   */
  private void wake(Strand strand) {
    if (Jdk.stopWaiting(strand.thread)) {
      engine.steps.tryToEnter(strand);
    }
  }

  /** Those that were notified wait for the monitor from now on, which the running thread holds. */
  private void moveNotified(Object monitor) {
    List<Strand> notified = new ArrayList<>();
    for (Strand strand : waiting) {
      if (strand.waitsOn == monitor && Jdk.stateOf(strand.thread) == Jdk.State.BLOCKED) {
        notified.add(strand);
      }
    }
    if (!notified.isEmpty()) {
      Contended one = contended(monitor);
      one.close(engine.steps.current());
      for (Strand strand : notified) {
        waiting.remove(strand);
        block(strand, one);
      }
    }
  }

  // ---- between steps ------------------------------------------------------------------------

  /** After a step of {@code strand}: where does it stand, and who may try to enter a monitor? */
  void afterStep(Strand strand, Jdk.State state) {
    if (contended.isEmpty() && waiting.isEmpty() && fresh.isEmpty() && !waits(state)) {
      strand.triesMonitor = false;
      return;
    }
    boolean tried = strand.triesMonitor;
    strand.triesMonitor = false;
    waiting.remove(strand);
    moveNotifiedByOthers();
    if (state == Jdk.State.BLOCKED) {
      afterBlocked(strand, tried);
      return;
    }
    leave(strand);
    for (int i = 0; i < contended.size(); i++) {
      Contended one = contended.get(i);
      settle(one, strand, one.heldOnLeaving && state != Jdk.State.TERMINATED);
    }
    tryFresh(strand);
    if (state == Jdk.State.WAITING) {
      waiting.add(strand);
    }
  }

  private static boolean waits(Jdk.State state) {
    return state == Jdk.State.BLOCKED || state == Jdk.State.WAITING;
  }

  /** A callback may have notified somebody. */
  void afterCallback() {
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

  private void settle(Contended one, Strand strand, boolean held) {
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
  private void openBefore(Strand strand, Contended one) {
    boolean last = engine.ready.removeLast(strand);
    one.open();
    if (last) {
      engine.ready.add(strand);
    }
  }

  private void tryFresh(Strand strand) {
    if (!fresh.isEmpty()) {
      boolean last = engine.ready.removeLast(strand);
      fresh.forEach(Strand::tryMonitor);
      fresh.clear();
      if (last) {
        engine.ready.add(strand);
      }
    }
  }

  private void afterBlocked(Strand strand, boolean tried) {
    Object monitor = seen(strand);
    Contended before = strand.blockedOn;
    if (before != null && before.monitor == monitor) {
      closeAfterFailure(before);
      return;
    }
    leave(strand);
    if (!isOfNoConcern(strand)) {
      Jdk.Snapshot snapshot = Jdk.snapshot(strand.thread);
      for (int i = 0; i < contended.size(); i++) {
        Contended one = contended.get(i);
        settle(one, strand, snapshot != null && holds(strand, snapshot, one.monitor));
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
  @Nullable Object seen(Strand strand) {
    if (strand.monitorSeen == null) {
      strand.monitorSeen = monitorOf(strand);
    }
    return strand.monitorSeen;
  }

  /**
   * Whether a managed thread holds a monitor for which one waits; taken to be so if that would take
   * long to see.
   */
  boolean isHeldInside(Object monitor) {
    Contended one = contended(monitor);
    if (one.holder != null) {
      return true;
    }
    int seen = 0;
    for (Strand strand : engine.strands) {
      Jdk.Snapshot snapshot = strand.isStarted() ? Jdk.snapshot(strand.thread) : null;
      if (snapshot != null && holds(strand, snapshot, monitor)) {
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
  private boolean isOfNoConcern(Strand strand) {
    for (int i = 0; i < contended.size(); i++) {
      if (contended.get(i).concerns(strand)) {
        return false;
      }
    }
    return true;
  }

  /** Who was notified by code that tells nobody has left {@code Object.wait}. */
  private boolean moveNotifiedByOthers() {
    List<Strand> notified = null;
    for (Strand strand : waiting) {
      if (Jdk.stateOf(strand.thread) == Jdk.State.BLOCKED) {
        notified = notified == null ? new ArrayList<>() : notified;
        notified.add(strand);
      }
    }
    if (notified == null) {
      return false;
    }
    for (Strand strand : notified) {
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

  private static void block(Strand strand, Contended one) {
    strand.blockedOn = one;
    one.blocked.add(strand);
  }

  /** It waits for its monitor no more. */
  private void leave(Strand strand) {
    Contended one = strand.blockedOn;
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
  boolean tryUnheld() {
    if (moveNotifiedByOthers()) {
      fresh.forEach(Strand::tryMonitor);
      fresh.clear();
      return true;
    }
    for (Contended one : List.copyOf(contended)) {
      Strand first = one.holder == null ? one.blocked.peek() : null;
      if (first != null && tryQuietly(first)) {
        return true;
      }
    }
    return false;
  }

  /** Threads outside of the loop may have freed or notified a monitor, whichever it is. */
  boolean tryAfterOthers() {
    if (tryUnheld()) {
      return true;
    }
    for (Strand strand : List.copyOf(fresh)) {
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
  private boolean tryQuietly(Strand strand) {
    Object before = monitorOf(strand);
    return engine.steps.tryMonitor(strand, () -> monitorOf(strand) == before);
  }

  // ---- who waits for what, and who holds it ---------------------------------------------------

  /** What a blocked thread waits to enter; null if it is not known. */
  private static @Nullable Object monitorOf(Strand strand) {
    Object monitor = Jdk.blockerOf(strand.thread);
    Jdk.Snapshot snapshot = monitor == null ? Jdk.snapshot(strand.thread) : null;
    return snapshot == null ? monitor : monitorOf(strand, snapshot);
  }

  /** What a thread waits to enter, or waits on; null if it is not known. */
  static @Nullable Object monitorOf(Strand strand, Jdk.Snapshot snapshot) {
    return isInWait(snapshot) ? strand.waitsOn : snapshot.blocker();
  }

  private static boolean isInWait(Jdk.Snapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    return !stack.isEmpty()
        && stack.get(0).getMethodName().equals("wait0")
        && stack.get(0).getClassName().equals("java.lang.Object");
  }

  /** To the JVM, a thread still holds what it has left by {@code Object.wait}. */
  private static boolean holds(Strand strand, Jdk.Snapshot snapshot, Object monitor) {
    return snapshot.owned().stream().anyMatch(owned -> owned.monitor() == monitor)
        && !(strand.waitsOn == monitor && isInWait(snapshot));
  }

  /** The monitors of live strands: who holds {@code monitor}? */
  static @Nullable Strand holder(Iterable<Strand> strands, Object monitor) {
    for (Strand strand : strands) {
      Jdk.Snapshot snapshot = strand.isStarted() ? Jdk.snapshot(strand.thread) : null;
      if (snapshot != null && holds(strand, snapshot, monitor)) {
        return strand;
      }
    }
    return null;
  }
}
