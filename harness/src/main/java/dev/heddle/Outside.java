package dev.heddle;

import dev.heddle.OutsideLocks.Held;
import dev.heddle.OutsideLocks.Lock;
import dev.heddle.internal.Carrier;
import dev.heddle.internal.Insides;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.RealTime;
import dev.heddle.internal.StandIn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is outside of the loop: threads that it does not run, sockets, processes. To wait for it is
 * refused, unless the loop was built to allow it; then it waits in real time, when it has nothing
 * else to do, and the run need not repeat.
 */
final class Outside {
  private static final long SLICE_NANOS = 2_000_000;

  /** What the JDK does after it has said what it does that for. */
  private static final String POLLS = "waits for a socket or pipe";

  private static final String REMEDY =
      ", which is outside of the loop: what comes of it, and when, differs between runs. Put a"
          + " stand-in in its place; or ask by Loop.askOutside, whose answers can be recorded; or"
          + " let the loop wait for it in real time, in a run that need not repeat:"
          + " Loop.builder().outside(true), or in a test @HeddleTest(outside = true).";

  private final Engine engine;

  /** What the run has waited for first, or who has woken it; null if all came from the loop. */
  private volatile @Nullable String first;

  private final OutsideLocks locks;

  Outside(Engine engine) {
    this.engine = engine;
    locks = new OutsideLocks(engine);
  }

  private boolean isAllowed() {
    return engine.options.outside();
  }

  // ---- what was outside ---------------------------------------------------------------------

  /** What made this run depend on more than the loop, in words; null if nothing did. */
  @Nullable String first() {
    return first;
  }

  /** The run has waited for something outside, or was woken by it. */
  private void note(String what) {
    if (first == null && !engine.shutdown.hasVerdict()) {
      first = what;
      engine.choices.noteOutside(what);
    }
  }

  /** A thread outside of the loop has let a managed thread go on, or has asked for a callback. */
  void woken(Thread by, @Nullable Strand strand) {
    if (first == null && !locks.isHeldUp(strand)) {
      note(
          "thread "
              + by.getName()
              + (strand == null ? " asked for a callback" : " woke " + strand.label()));
    }
  }

  /** A thread that an earlier run has started is woken in this one, and goes on in it. */
  void inherits(Strand strand) {
    if (first == null) {
      Object body = Insides.bodyOf(strand.shown());
      note(
          "thread "
              + strand.label()
              + " was started in an earlier run, and is kept by static state"
              + (body == null ? "" : " of class " + body.getClass().getName()));
    }
  }

  /** A step asks outside, and no answer is recorded. */
  void asks(String question) {
    if (first == null) {
      Strand strand = engine.steps.current();
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
  void reaching(@Nullable Strand strand, String what) {
    if (!isAllowed()) {
      throw engine.shutdown.raise(
          new BlockedError(sentence(strand, what, stackOf(strand)) + REMEDY));
    }
    if (first == null) {
      note(sentence(strand, what, stackOf(strand)));
    }
    if (strand != null && (strand.outside == null || !what.equals(POLLS))) {
      strand.outside = what;
    }
  }

  /** The calling code is about to wait for the end of a thread, which may have ended. */
  void joining(@Nullable Strand strand, Thread thread) {
    if (isForeign(thread)) {
      reaching(strand, "waits for thread " + thread.getName() + " to end");
    }
  }

  private static String sentence(
      @Nullable Strand strand, String what, List<StackTraceElement> stack) {
    return sentence(strand, what, Frames.siteOf(stack, false));
  }

  private static String sentence(@Nullable Strand strand, String what, String site) {
    return who(strand) + " " + what + (site.isEmpty() ? "" : " at " + site);
  }

  private static String who(@Nullable Strand strand) {
    if (strand == null) {
      return "A callback";
    }
    return (strand.task == null ? "Thread " : "Task ") + strand.label();
  }

  private static List<StackTraceElement> stackOf(@Nullable Strand strand) {
    if (strand == null || strand.thread == Thread.currentThread()) {
      return Arrays.asList(Thread.currentThread().getStackTrace());
    }
    Jdk.Snapshot snapshot = Jdk.snapshot(strand.thread);
    return snapshot == null ? List.of() : snapshot.stack();
  }

  // ---- what a step has ended in -------------------------------------------------------------

  /**
   * A step has ended: does it wait for a lock that a thread outside of the loop holds? Unless that
   * is allowed, the whole loop stands still until the lock is free.
   *
   * @return whether the thread is to be mounted again within the same step
   */
  boolean holdsUp(Strand strand) {
    if (strand.outside != null && !waitsOutside(strand)) {
      strand.outside = null;
    }
    Held held =
        engine.shutdown.hasVerdict() || strand.suspended
            ? null
            : locks.afterStep(strand, isAllowed());
    if (held == null) {
      locks.goOn();
      return false;
    }
    if (isAllowed()) {
      if (held.isMonitor() || held.owner() != null) {
        strand.outside = held.words();
        note(sentence(strand, held, stackOf(strand)));
      }
      return false;
    }
    Lock lock = locks.await(strand, held);
    if (lock == Lock.STUCK) {
      List<StackTraceElement> stack = stackOf(strand);
      engine.shutdown.raise(
          new BlockedError(
              sentence(strand, held, stack) + REMEDY, stack.toArray(new StackTraceElement[0])));
    }
    if (lock != Lock.FREE) {
      locks.goOn();
    }
    return lock == Lock.FREE;
  }

  private static String sentence(Strand strand, Held held, List<StackTraceElement> stack) {
    return sentence(strand, held.words(), Frames.siteOf(stack, held.isMonitor()));
  }

  /** Whether it stands where it said that it would reach outside, and has not got on since. */
  private static boolean waitsOutside(Strand strand) {
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
    Thread runner = StandIn.runnerOf(thread);
    return runner.isAlive()
        && !(Jdk.schedulerOf(runner) instanceof Strand strand && strand.engine == engine);
  }

  // ---- nothing is ready -----------------------------------------------------------------------

  /**
   * Time is about to move on: not before as much of real time has passed, if somebody waits for
   * something outside, which could come first.
   *
   * @return whether it came
   */
  boolean comesWithin(long nanos) {
    if (!isAllowed() || engine.shutdown.hasVerdict()) {
      return false;
    }
    Strand waiting = null;
    for (Strand strand : engine.strands) {
      waiting = waiting == null && strand.outside != null ? strand : waiting;
    }
    return waiting != null && rest(nanos, waiting.label() + " " + waiting.outside);
  }

  /**
   * Waits until another thread posts something.
   *
   * @return false if none is known that could, or nothing is waited for after a verdict
   * @throws BlockedError if none does within the loop's patience
   */
  boolean await() {
    return !engine.shutdown.hasVerdict() && rest(Long.MAX_VALUE, null);
  }

  /**
   * Waits in real time.
   *
   * @param most for so long at most
   * @param known why; null: that is to be found out
   */
  private boolean rest(long most, @Nullable String known) {
    long patience = Times.nanos(engine.options.patience());
    long start = RealTime.nanoTime();
    engine.gate.rests(true);
    try {
      while (!engine.gate.hasPost()) {
        String reason = known == null ? reason() : known;
        if (reason == null) {
          return engine.gate.hasPost();
        }
        long elapsed = RealTime.nanoTime() - start;
        if (elapsed >= most) {
          return false;
        }
        if (elapsed > patience) {
          throw outOfPatience(reason);
        }
        ((Carrier) Thread.currentThread()).rest(Math.min(SLICE_NANOS, most - elapsed));
        if (engine.monitors.tryAfterOthers()) {
          return true;
        }
      }
      return true;
    } finally {
      engine.gate.rests(false);
    }
  }

  private BlockedError outOfPatience(String reason) {
    StringBuilder text = new StringBuilder();
    engine.pending().forEach(p -> text.append('\n').append(p.describe()));
    return new BlockedError(
        "The loop has waited for "
            + engine.options.patience().toMillis()
            + " ms of real time, because "
            + reason
            + ". Do that work in a task of the loop, replace it by a stand-in, or give it more"
            + " time by Loop.builder().patience(...). What waits:"
            + text);
  }

  /** Why somebody outside may still do something; null if there is no reason to think so. */
  private @Nullable String reason() {
    for (Strand strand : engine.strands) {
      String what = strand.isStarted() && !strand.suspended ? reason(strand) : null;
      if (what != null) {
        return strand.label() + " " + what;
      }
    }
    return isAllowed() ? "it was built to wait for threads outside of it" : null;
  }

  private @Nullable String reason(Strand strand) {
    if (strand.outside != null) {
      return strand.outside;
    }
    Jdk.State state = Jdk.stateOf(strand.thread);
    Jdk.Snapshot snapshot = state == Jdk.State.ON ? null : Jdk.snapshot(strand.thread);
    Object blocker = snapshot == null ? null : Monitors.monitorOf(strand, snapshot);
    if (blocker instanceof Thread thread && isForeign(thread)) {
      return "waits for thread " + thread.getName();
    }
    Held held = locks.heldOutside(strand);
    return held == null ? null : held.words();
  }
}
