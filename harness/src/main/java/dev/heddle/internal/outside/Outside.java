package dev.heddle.internal.outside;

import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.Mailbox;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.hook.BackedThread;
import dev.heddle.internal.hook.Carrier;
import dev.heddle.internal.hook.RealTime;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.internal.monitor.MonitorSight;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.outside.OutsideLocks.Held;
import dev.heddle.internal.outside.OutsideLocks.Lock;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.internal.source.Frames;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.Remedy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what is outside of the loop: threads that it does not run, sockets, processes. They are
 * refused, unless the loop was built to allow them. Then the loop waits in real time, when it has
 * nothing else to do, and runs may differ.
 */
public final class Outside {
  private static final long SLICE_NANOS = 2_000_000;

  /** What the JDK announces last; an earlier announcement says more. */
  private static final String POLLS = "waits for a socket or pipe";

  private static final String REMEDY =
      ", which is outside of the loop: its result and its timing differ between runs. Replace it by"
          + " a stand-in; or ask it by Loop.askOutside, whose answers can be recorded; or let the"
          + " loop wait for it in real time, in a run that need not repeat:"
          + " Loop.builder().outside(true).";

  private static final Remedy ALLOW = Remedy.of("outside", "true");

  private final boolean allowed;

  private final Duration stallTimeout;

  private final Mailbox mailbox;

  private final Heartbeat heartbeat;

  private final ManagedThreads threads;

  private final RunningStep running;

  private final Monitors monitors;

  private final RunVerdict verdict;

  /** Told of the first wait. */
  private final Consumer<String> onFirst;

  /** Every live thread and what it waits for. */
  private final Supplier<List<Pending>> pending;

  /** What the run has waited for first, or what has woken it; null if nothing came from outside. */
  private volatile @Nullable String first;

  private final OutsideLocks locks;

  public Outside(
      Settings settings,
      Mailbox mailbox,
      Heartbeat heartbeat,
      ManagedThreads threads,
      ReadyQueue ready,
      RunningStep running,
      Monitors monitors,
      RunVerdict verdict,
      Consumer<String> onFirst,
      Supplier<List<Pending>> pending) {
    this.allowed = settings.get(LoopSettings.OUTSIDE);
    this.stallTimeout = settings.get(LoopSettings.STALL_TIMEOUT);
    this.mailbox = mailbox;
    this.heartbeat = heartbeat;
    this.threads = threads;
    this.running = running;
    this.monitors = monitors;
    this.verdict = verdict;
    this.onFirst = onFirst;
    this.pending = pending;
    locks = new OutsideLocks(stallTimeout, mailbox, heartbeat, ready, monitors, this::isForeign);
  }

  // ---- what was outside ---------------------------------------------------------------------

  /** What first made this run depend on more than the loop, in words; null if nothing did. */
  public @Nullable String first() {
    return first;
  }

  /** The run has waited for something outside, or something outside has woken it. */
  private void note(String what) {
    if (first == null && !verdict.isKnown()) {
      first = what;
      onFirst.accept(what);
    }
  }

  /** A thread outside of the loop has let a managed thread go on, or has asked for a callback. */
  public void woken(Thread by, @Nullable ManagedThread managed) {
    if (first == null && !locks.isHeldUp(managed)) {
      note(
          "thread "
              + by.getName()
              + (managed == null ? " asked for a callback" : " woke " + managed.label()));
    }
  }

  /** This loop runs a thread that an earlier run has started. */
  public void inherits(ManagedThread managed) {
    if (first == null) {
      Object body = BackedThread.bodyOf(managed.shown());
      note(
          "thread "
              + managed.label()
              + " was started in an earlier run, and is kept by static state"
              + (body == null ? "" : " of class " + body.getClass().getName()));
    }
  }

  /** A step asks outside, and answers are not recorded. */
  public void asks(String question) {
    if (first == null) {
      ManagedThread managed = running.thread;
      note(sentence(managed, "asks [" + question + "]", stackOf(managed)));
    }
  }

  // ---- what a running step is about to do -----------------------------------------------------

  /**
   * The calling code is about to wait for something outside.
   *
   * @param managed whose step it is; null for a callback
   * @throws BlockedError if it may not
   */
  public void reaching(@Nullable ManagedThread managed, String what) {
    if (!allowed) {
      throw verdict.raise(
          new BlockedError(sentence(managed, what, stackOf(managed)) + REMEDY, ALLOW));
    }
    if (first == null) {
      note(sentence(managed, what, stackOf(managed)));
    }
    if (managed != null && (managed.outside == null || !what.equals(POLLS))) {
      managed.outside = what;
    }
  }

  /** The calling code is about to wait for the end of a thread, which may have ended. */
  public void joining(@Nullable ManagedThread managed, Thread thread) {
    if (isForeign(thread)) {
      reaching(managed, "waits for thread " + thread.getName() + " to end");
    }
  }

  private static String sentence(
      @Nullable ManagedThread managed, String what, List<StackTraceElement> stack) {
    return sentence(managed, what, Frames.siteOf(stack, false));
  }

  private static String sentence(@Nullable ManagedThread managed, String what, String site) {
    return who(managed) + " " + what + (site.isEmpty() ? "" : " at " + site);
  }

  private static String who(@Nullable ManagedThread managed) {
    if (managed == null) {
      return "A callback";
    }
    return (managed.owner == null ? "Thread " : "Task ") + managed.label();
  }

  private static List<StackTraceElement> stackOf(@Nullable ManagedThread managed) {
    if (managed == null || managed.thread == Thread.currentThread()) {
      return Arrays.asList(Thread.currentThread().getStackTrace());
    }
    ThreadSnapshot snapshot = Jdk.snapshots().of(managed.thread);
    return snapshot == null ? List.of() : snapshot.stack();
  }

  // ---- what a step has ended in -------------------------------------------------------------

  /**
   * A step has ended. If it waits for a lock that a thread outside of the loop holds, and that is
   * not allowed, the whole loop stands still until the lock is free.
   *
   * @return whether the thread has to be mounted again within the same step
   */
  public boolean holdsUp(ManagedThread managed) {
    if (managed.outside != null && !waitsOutside(managed)) {
      managed.outside = null;
    }
    Held held = verdict.isKnown() || managed.suspended ? null : locks.afterStep(managed, allowed);
    if (held == null) {
      locks.goOn();
      return false;
    }
    if (allowed) {
      if (held.isMonitor() || held.owner() != null) {
        managed.outside = held.words();
        note(sentence(managed, held, stackOf(managed)));
      }
      return false;
    }
    Lock lock = locks.await(managed, held);
    if (lock == Lock.STUCK) {
      List<StackTraceElement> stack = stackOf(managed);
      verdict.raise(
          new BlockedError(
              sentence(managed, held, stack) + REMEDY,
              ALLOW,
              stack.toArray(new StackTraceElement[0])));
    }
    if (lock != Lock.FREE) {
      locks.goOn();
    }
    return lock == Lock.FREE;
  }

  private static String sentence(ManagedThread managed, Held held, List<StackTraceElement> stack) {
    return sentence(managed, held.words(), Frames.siteOf(stack, held.isMonitor()));
  }

  /** Whether it still stands where it said that it would wait for something outside. */
  private static boolean waitsOutside(ManagedThread managed) {
    return !managed.suspended && stackOf(managed).stream().anyMatch(Outside::isOutside);
  }

  private static boolean isOutside(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.startsWith("sun.nio.ch.")
        || type.startsWith("java.lang.Process")
        || (type.equals("java.lang.Thread") && frame.getMethodName().equals("join"));
  }

  /** Whether a thread is alive and not of this loop. */
  boolean isForeign(Thread thread) {
    Thread runner = BackedThread.runnerOf(thread);
    ManagedThread managed = ManagedThread.of(runner);
    return runner.isAlive() && (managed == null || !managed.isOf(threads));
  }

  // ---- nothing is ready -----------------------------------------------------------------------

  /**
   * Time is about to move. If a thread waits for something outside, which could come first, as much
   * real time has to pass before.
   *
   * @return whether it came
   */
  public boolean comesWithin(long nanos) {
    if (!allowed || verdict.isKnown()) {
      return false;
    }
    ManagedThread waiting = null;
    for (ManagedThread managed : threads) {
      waiting = waiting == null && managed.outside != null ? managed : waiting;
    }
    return waiting != null && rest(nanos, waiting.label() + " " + waiting.outside);
  }

  /**
   * Waits until another thread posts something.
   *
   * @return false if no thread is known that could, or if there is a verdict
   * @throws BlockedError if none does within the loop's stall timeout
   */
  public boolean await() {
    return !verdict.isKnown() && rest(Long.MAX_VALUE, null);
  }

  /**
   * Waits in real time.
   *
   * @param most for so long at most
   * @param known why; null: it has to be found out
   */
  private boolean rest(long most, @Nullable String known) {
    long longest = Times.nanos(stallTimeout);
    long start = RealTime.nanoTime();
    heartbeat.rests(true);
    try {
      while (!mailbox.hasMail()) {
        String reason = known == null ? reason() : known;
        if (reason == null) {
          return mailbox.hasMail();
        }
        long elapsed = RealTime.nanoTime() - start;
        if (elapsed >= most) {
          return false;
        }
        if (elapsed > longest) {
          throw stalled(reason);
        }
        ((Carrier) Thread.currentThread()).rest(Math.min(SLICE_NANOS, most - elapsed));
        if (monitors.tryAfterOthers()) {
          return true;
        }
      }
      return true;
    } finally {
      heartbeat.rests(false);
    }
  }

  private BlockedError stalled(String reason) {
    StringBuilder text = new StringBuilder();
    pending.get().forEach(p -> text.append('\n').append(p.describe()));
    return new BlockedError(
        "The loop has waited for "
            + stallTimeout.toMillis()
            + " ms of real time, because "
            + reason
            + ". Do that work in a task of the loop, replace it by a stand-in, or allow it more"
            + " time: Loop.builder().stallTimeout(...). What waits:"
            + text,
        Remedy.of("stallTimeout"));
  }

  /** Why something outside may still wake a thread; null if there is no reason to think so. */
  private @Nullable String reason() {
    for (ManagedThread managed : threads) {
      String what = managed.isStarted() && !managed.suspended ? reason(managed) : null;
      if (what != null) {
        return managed.label() + " " + what;
      }
    }
    return allowed ? "it was built to wait for threads outside of it" : null;
  }

  private @Nullable String reason(ManagedThread managed) {
    if (managed.outside != null) {
      return managed.outside;
    }
    ThreadState state = Jdk.virtualThreads().stateOf(managed.thread);
    ThreadSnapshot snapshot = state == ThreadState.ON ? null : Jdk.snapshots().of(managed.thread);
    Object blocker = snapshot == null ? null : MonitorSight.monitorOf(managed, snapshot);
    if (blocker instanceof Thread thread && isForeign(thread)) {
      return "waits for thread " + thread.getName();
    }
    Held held = locks.heldOutside(managed);
    return held == null ? null : held.words();
  }
}
