package dev.heddle.internal.outside;

import dev.heddle.internal.core.Gate;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is outside of the loop: threads that it does not run, sockets, processes. To wait for it is
 * refused, unless the loop was built to allow it; then it waits in real time, when it has nothing
 * else to do, and the run need not repeat.
 */
public final class Outside {
  private static final long SLICE_NANOS = 2_000_000;

  /** What the JDK does after it has said what it does that for. */
  private static final String POLLS = "waits for a socket or pipe";

  private static final String REMEDY =
      ", which is outside of the loop: what comes of it, and when, differs between runs. Put a"
          + " stand-in in its place; or ask by Loop.askOutside, whose answers can be recorded; or"
          + " let the loop wait for it in real time, in a run that need not repeat:"
          + " Loop.builder().outside(true), or in a test @HeddleTest(outside = true).";

  private final boolean allowed;

  private final Duration stallTimeout;

  private final Gate gate;

  private final ManagedThreads threads;

  private final RunningStep running;

  private final Monitors monitors;

  private final RunVerdict verdict;

  /** Told what was waited for first. */
  private final Consumer<String> onFirst;

  /** Every live thread and what it waits for. */
  private final Supplier<List<Pending>> pending;

  /** What the run has waited for first, or who has woken it; null if all came from the loop. */
  private volatile @Nullable String first;

  private final OutsideLocks locks;

  public Outside(
      Settings settings,
      Gate gate,
      ManagedThreads threads,
      ReadyQueue ready,
      RunningStep running,
      Monitors monitors,
      RunVerdict verdict,
      Consumer<String> onFirst,
      Supplier<List<Pending>> pending) {
    this.allowed = settings.get(LoopSettings.OUTSIDE);
    this.stallTimeout = settings.get(LoopSettings.STALL_TIMEOUT);
    this.gate = gate;
    this.threads = threads;
    this.running = running;
    this.monitors = monitors;
    this.verdict = verdict;
    this.onFirst = onFirst;
    this.pending = pending;
    locks = new OutsideLocks(stallTimeout, gate, ready, monitors, this::isForeign);
  }

  // ---- what was outside ---------------------------------------------------------------------

  /** What made this run depend on more than the loop, in words; null if nothing did. */
  public @Nullable String first() {
    return first;
  }

  /** The run has waited for something outside, or was woken by it. */
  private void note(String what) {
    if (first == null && !verdict.isKnown()) {
      first = what;
      onFirst.accept(what);
    }
  }

  /** A thread outside of the loop has let a managed thread go on, or has asked for a callback. */
  public void woken(Thread by, @Nullable ManagedThread strand) {
    if (first == null && !locks.isHeldUp(strand)) {
      note(
          "thread "
              + by.getName()
              + (strand == null ? " asked for a callback" : " woke " + strand.label()));
    }
  }

  /** A thread that an earlier run has started is woken in this one, and goes on in it. */
  public void inherits(ManagedThread strand) {
    if (first == null) {
      Object body = BackedThread.bodyOf(strand.shown());
      note(
          "thread "
              + strand.label()
              + " was started in an earlier run, and is kept by static state"
              + (body == null ? "" : " of class " + body.getClass().getName()));
    }
  }

  /** A step asks outside, and no answer is recorded. */
  public void asks(String question) {
    if (first == null) {
      ManagedThread strand = running.thread;
      note(sentence(strand, "asks [" + question + "]", stackOf(strand)));
    }
  }

  // ---- what a running step is about to do -----------------------------------------------------

  /**
   * The calling code is about to wait for something outside.
   *
   * @param strand whose step it is; null for a callback
   * @throws BlockedError if it may not
   */
  public void reaching(@Nullable ManagedThread strand, String what) {
    if (!allowed) {
      throw verdict.raise(new BlockedError(sentence(strand, what, stackOf(strand)) + REMEDY));
    }
    if (first == null) {
      note(sentence(strand, what, stackOf(strand)));
    }
    if (strand != null && (strand.outside == null || !what.equals(POLLS))) {
      strand.outside = what;
    }
  }

  /** The calling code is about to wait for the end of a thread, which may have ended. */
  public void joining(@Nullable ManagedThread strand, Thread thread) {
    if (isForeign(thread)) {
      reaching(strand, "waits for thread " + thread.getName() + " to end");
    }
  }

  private static String sentence(
      @Nullable ManagedThread strand, String what, List<StackTraceElement> stack) {
    return sentence(strand, what, Frames.siteOf(stack, false));
  }

  private static String sentence(@Nullable ManagedThread strand, String what, String site) {
    return who(strand) + " " + what + (site.isEmpty() ? "" : " at " + site);
  }

  private static String who(@Nullable ManagedThread strand) {
    if (strand == null) {
      return "A callback";
    }
    return (strand.owner == null ? "Thread " : "Task ") + strand.label();
  }

  private static List<StackTraceElement> stackOf(@Nullable ManagedThread strand) {
    if (strand == null || strand.thread == Thread.currentThread()) {
      return Arrays.asList(Thread.currentThread().getStackTrace());
    }
    ThreadSnapshot snapshot = Jdk.snapshots().of(strand.thread);
    return snapshot == null ? List.of() : snapshot.stack();
  }

  // ---- what a step has ended in -------------------------------------------------------------

  /**
   * A step has ended: does it wait for a lock that a thread outside of the loop holds? Unless that
   * is allowed, the whole loop stands still until the lock is free.
   *
   * @return whether the thread is to be mounted again within the same step
   */
  public boolean holdsUp(ManagedThread strand) {
    if (strand.outside != null && !waitsOutside(strand)) {
      strand.outside = null;
    }
    Held held = verdict.isKnown() || strand.suspended ? null : locks.afterStep(strand, allowed);
    if (held == null) {
      locks.goOn();
      return false;
    }
    if (allowed) {
      if (held.isMonitor() || held.owner() != null) {
        strand.outside = held.words();
        note(sentence(strand, held, stackOf(strand)));
      }
      return false;
    }
    Lock lock = locks.await(strand, held);
    if (lock == Lock.STUCK) {
      List<StackTraceElement> stack = stackOf(strand);
      verdict.raise(
          new BlockedError(
              sentence(strand, held, stack) + REMEDY, stack.toArray(new StackTraceElement[0])));
    }
    if (lock != Lock.FREE) {
      locks.goOn();
    }
    return lock == Lock.FREE;
  }

  private static String sentence(ManagedThread strand, Held held, List<StackTraceElement> stack) {
    return sentence(strand, held.words(), Frames.siteOf(stack, held.isMonitor()));
  }

  /** Whether it stands where it said that it would reach outside, and has not got on since. */
  private static boolean waitsOutside(ManagedThread strand) {
    return !strand.suspended && stackOf(strand).stream().anyMatch(Outside::isOutside);
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
   * Time is about to move on: not before as much of real time has passed, if somebody waits for
   * something outside, which could come first.
   *
   * @return whether it came
   */
  public boolean comesWithin(long nanos) {
    if (!allowed || verdict.isKnown()) {
      return false;
    }
    ManagedThread waiting = null;
    for (ManagedThread strand : threads) {
      waiting = waiting == null && strand.outside != null ? strand : waiting;
    }
    return waiting != null && rest(nanos, waiting.label() + " " + waiting.outside);
  }

  /**
   * Waits until another thread posts something.
   *
   * @return false if none is known that could, or nothing is waited for after a verdict
   * @throws BlockedError if none does within the loop's stall timeout
   */
  public boolean await() {
    return !verdict.isKnown() && rest(Long.MAX_VALUE, null);
  }

  /**
   * Waits in real time.
   *
   * @param most for so long at most
   * @param known why; null: that is to be found out
   */
  private boolean rest(long most, @Nullable String known) {
    long longest = Times.nanos(stallTimeout);
    long start = RealTime.nanoTime();
    gate.rests(true);
    try {
      while (!gate.hasPost()) {
        String reason = known == null ? reason() : known;
        if (reason == null) {
          return gate.hasPost();
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
      gate.rests(false);
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
            + ". Do that work in a task of the loop, replace it by a stand-in, or give it more"
            + " time by Loop.builder().stallTimeout(...). What waits:"
            + text);
  }

  /** Why somebody outside may still do something; null if there is no reason to think so. */
  private @Nullable String reason() {
    for (ManagedThread strand : threads) {
      String what = strand.isStarted() && !strand.suspended ? reason(strand) : null;
      if (what != null) {
        return strand.label() + " " + what;
      }
    }
    return allowed ? "it was built to wait for threads outside of it" : null;
  }

  private @Nullable String reason(ManagedThread strand) {
    if (strand.outside != null) {
      return strand.outside;
    }
    ThreadState state = Jdk.virtualThreads().stateOf(strand.thread);
    ThreadSnapshot snapshot = state == ThreadState.ON ? null : Jdk.snapshots().of(strand.thread);
    Object blocker = snapshot == null ? null : MonitorSight.monitorOf(strand, snapshot);
    if (blocker instanceof Thread thread && isForeign(thread)) {
      return "waits for thread " + thread.getName();
    }
    Held held = locks.heldOutside(strand);
    return held == null ? null : held.words();
  }
}
