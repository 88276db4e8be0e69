package dev.heddle;

import dev.heddle.internal.Insides;
import dev.heddle.internal.Jdk;
import dev.heddle.trace.Step.End;
import dev.heddle.trace.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a step is taken: a thread is mounted on the carrier until it gives way. A thread that
 * creates an eager task, or runs a nested loop, is set aside meanwhile and goes on before anything
 * else.
 */
final class Steps {
  /** So many steps without any progress are told with their lines; who goes on so only spins. */
  private static final long SITES_WITHOUT_PROGRESS = 10_000;

  private final Engine engine;

  /** Threads that are set aside: innermost last. */
  private final Deque<Strand> setAside = new ArrayDeque<>();

  /** Whose step it is; null in a callback and between steps. */
  private @Nullable Strand current;

  /** The new task whose first step the mounted thread wants to be run before it goes on. */
  private @Nullable Strand eager;

  /** What the mounted thread wants to be run before it goes on. */
  private @Nullable Runnable nested;

  Steps(Engine engine) {
    this.engine = engine;
  }

  @Nullable Strand current() {
    return current;
  }

  // ---- on the carrier ---------------------------------------------------------------------

  /** A whole step, with what it wants to be run within it. */
  void run(Strand strand) {
    if (!strand.isStarted() && strand.task != null && strand.task.cancelledBeforeStart()) {
      engine.strands.remove(strand);
      record(strand, End.CANCELLED, "before it started");
    } else {
      mount(strand);
      finish(strand);
    }
  }

  private void mount(Strand strand) {
    current = strand;
    engine.busyStep.begins();
    engine.gate.mount(strand.thread);
    strand.go();
    engine.gate.mount(null);
    current = null;
  }

  /** The thread has given way: perhaps only to let something else go first. */
  private void finish(Strand first) {
    int outer = setAside.size();
    Strand strand = first;
    while (true) {
      Runnable wantsNested = nested;
      Strand wantsEager = eager;
      nested = null;
      eager = null;
      if (wantsNested != null) {
        setAside.push(strand);
        wantsNested.run();
        strand = setAside.pop();
      } else if (wantsEager != null) {
        setAside.push(strand);
        strand = wantsEager;
      } else if (!engine.outside.holdsUp(strand)) {
        after(strand);
        if (setAside.size() == outer) {
          return;
        }
        strand = setAside.pop();
      }
      mount(strand);
    }
  }

  /** Lets a thread try to enter its monitor between turns; only if it gets on is it a step. */
  boolean tryMonitor(Strand strand, BooleanSupplier waitsAsBefore) {
    strand.triesMonitor = true;
    mount(strand);
    if (Jdk.stateOf(strand.thread) == Jdk.State.BLOCKED && waitsAsBefore.getAsBoolean()) {
      strand.triesMonitor = false;
      return false;
    }
    engine.gate.countStep();
    finish(strand);
    return true;
  }

  /** Lets a thread try to enter a monitor that somebody holds: it only queues up there. */
  void tryToEnter(Strand strand) {
    strand.triesMonitor = true;
    mount(strand);
    strand.triesMonitor = false;
  }

  private void after(Strand strand) {
    Jdk.State state = strand.suspended ? Jdk.State.ON : Jdk.stateOf(strand.thread);
    if (strand.suspended) {
      record(strand, strand.why, strand.what);
    } else {
      recordForeign(strand, state);
    }
    if (state == Jdk.State.TERMINATED) {
      engine.strands.remove(strand);
      engine.budget.progress();
    } else if (strand.task != null && (state == Jdk.State.PARKED || state == Jdk.State.WAITING)) {
      strand.task.cancelForeignWait();
    }
    if (isSpin(strand, state)) {
      engine.spinning.spun(strand, state == Jdk.State.PARKED);
    } else {
      engine.spinning.acted(strand);
    }
    engine.monitors.afterStep(strand, state);
  }

  /** Whether a step has ended as those do with which a thread waits without a wait. */
  private static boolean isSpin(Strand strand, Jdk.State state) {
    return switch (state) {
      case ON -> !strand.suspended;
      case PARKED -> Spinning.isShort(strand.timedFor);
      default -> false;
    };
  }

  /** The thread has ended, or waits in code that knows nothing of the loop. */
  private void recordForeign(Strand strand, Jdk.State state) {
    switch (state) {
      case TERMINATED -> recordEnd(strand);
      case PARKED -> record(strand, End.PARKED, parked(strand));
      case BLOCKED -> record(strand, End.BLOCKED, "");
      case WAITING -> record(strand, End.WAITS, limit(strand));
      default -> record(strand, End.YIELDED, "");
    }
  }

  private static String parked(Strand strand) {
    Object blocker = LockSupport.getBlocker(strand.thread);
    return (blocker == null ? "" : "in " + in(strand, blocker) + " ") + limit(strand);
  }

  /** A thread is joined by a latch of its own, which says nothing to anybody. */
  private static String in(Strand strand, Object blocker) {
    Thread joined = strand.joins == null ? null : Insides.runnerOf(strand.joins);
    if (joined == null || !Insides.joins(blocker, joined)) {
      strand.joins = null;
      return Waits.on(blocker);
    }
    return "join of "
        + (Jdk.schedulerOf(joined) instanceof Strand other ? other.label() : joined.getName());
  }

  private static String limit(Strand strand) {
    return strand.timedFor == 0 ? "" : "for " + Trace.time(Duration.ofNanos(strand.timedFor));
  }

  private void recordEnd(Strand strand) {
    Task<?> task = strand.task;
    Throwable failure = strand.died ? strand.failure : null;
    if (task == null && failure != null) {
      record(strand, End.FAILED, "with " + failure.getClass().getSimpleName());
    } else if (task == null) {
      record(strand, End.ENDED, "");
    } else if (task.isCancelled()) {
      record(strand, End.CANCELLED, "");
    } else if (task.hasFailed()) {
      record(strand, End.FAILED, "with " + task.failureName());
    } else {
      record(strand, End.RETURNED, "");
    }
  }

  private void record(Strand strand, End end, Object detail) {
    String site = wantsSite() ? siteOf(strand, end == End.BLOCKED) : "";
    engine.recorder.step(
        engine.now, engine.turn, strand, end, detail, engine.choices.latest(), site);
  }

  /** To look at a stack takes twenty times as long as a step that only yields. */
  private boolean wantsSite() {
    return engine.options.sites()
        && !engine.recorder.isStopped()
        && engine.budget.sinceProgress() < SITES_WITHOUT_PROGRESS;
  }

  private static String siteOf(Strand strand, boolean blocked) {
    Jdk.Snapshot snapshot = strand.isStarted() ? Jdk.snapshot(strand.thread) : null;
    return snapshot == null ? "" : Frames.siteOf(snapshot.stack(), blocked);
  }

  // ---- in the running step or callback ------------------------------------------------------

  /** Runs the first step of a new task now, within the step or callback that creates it. */
  void startEagerly(Strand strand) {
    Strand creator = current;
    if (creator == null) {
      run(strand);
    } else {
      eager = strand;
      if (!setAside(creator)) {
        throw isPinned();
      }
    }
  }

  /** Runs {@code body} on the carrier, within the step or callback that asks for it. */
  void runNested(Runnable body) {
    if (!tryNested(body)) {
      throw isPinned();
    }
  }

  /** As {@link #runNested}; false, and nothing was run, if the caller cannot leave its carrier. */
  boolean tryNested(Runnable body) {
    Strand caller = current;
    if (caller == null) {
      body.run();
      return true;
    }
    Throwable[] thrown = new Throwable[1];
    nested =
        () -> {
          try {
            body.run();
          } catch (Throwable e) {
            thrown[0] = e;
          }
        };
    boolean left = setAside(caller);
    if (thrown[0] != null) {
      throw Sneaky.rethrow(thrown[0]);
    }
    return left;
  }

  private boolean setAside(Strand caller) {
    try {
      return caller.trySuspend(End.YIELDED, "");
    } finally {
      nested = null;
      eager = null;
    }
  }

  /** What to throw in a step or callback that would block the carrier. */
  BlockedError blocks(String how) {
    String who = current == null ? "A callback" : "Task " + current.label();
    return new BlockedError(
        who
            + " blocks the loop's carrier in "
            + how
            + ". Nothing else could run meanwhile. Move the blocking call out of it, into a task or"
            + " thread of its own.");
  }

  /** What to throw in a step that would have to leave a frame that it cannot leave. */
  BlockedError isPinned() {
    List<StackTraceElement> stack = Arrays.asList(Thread.currentThread().getStackTrace());
    return engine.shutdown.raise(
        blocks(
            "a frame that cannot be unmounted ("
                + Frames.pinning(stack)
                + "), at "
                + Frames.siteOf(stack, false)));
  }
}
