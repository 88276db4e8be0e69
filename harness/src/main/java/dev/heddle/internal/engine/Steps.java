package dev.heddle.internal.engine;

import dev.heddle.internal.core.Gate;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.Mounting;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.Sneaky;
import dev.heddle.internal.core.ThreadOwner;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.hook.BackedThread;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.internal.source.Frames;
import dev.heddle.internal.source.KindNames;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Step.End;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.BlockedError;
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
public final class Steps implements Mounting {
  /** So many steps without any progress are told with their lines; who goes on so only spins. */
  private static final long SITES_WITHOUT_PROGRESS = 10_000;

  /** Whether the trace has the line where a step stopped. */
  private final boolean sites;

  private final Gate gate;

  private final VirtualTime time;

  private final ManagedThreads threads;

  private final RunningStep running;

  private final RunVerdict verdict;

  private final Recorder recorder;

  private final StepListener listener;

  /** Threads that are set aside: innermost last. */
  private final Deque<ManagedThread> setAside = new ArrayDeque<>();

  /** The new task whose first step the mounted thread wants to be run before it goes on. */
  private @Nullable ManagedThread eager;

  /** What the mounted thread wants to be run before it goes on. */
  private @Nullable Runnable nested;

  Steps(
      boolean sites,
      Gate gate,
      VirtualTime time,
      ManagedThreads threads,
      RunningStep running,
      RunVerdict verdict,
      Recorder recorder,
      StepListener listener) {
    this.sites = sites;
    this.gate = gate;
    this.time = time;
    this.threads = threads;
    this.running = running;
    this.verdict = verdict;
    this.recorder = recorder;
    this.listener = listener;
  }

  // ---- on the carrier ---------------------------------------------------------------------

  /** A whole step, with what it wants to be run within it. */
  void run(ManagedThread strand) {
    ThreadOwner owner = strand.owner;
    if (owner != null && !strand.isStarted() && owner.cancelledBeforeStart()) {
      threads.remove(strand);
      record(strand, End.CANCELLED, "before it started");
    } else {
      mount(strand);
      finish(strand);
    }
  }

  private void mount(ManagedThread strand) {
    running.thread = strand;
    listener.begins();
    gate.mount(strand.thread);
    strand.go();
    gate.mount(null);
    running.thread = null;
  }

  /** The thread has given way: perhaps only to let something else go first. */
  private void finish(ManagedThread first) {
    int outer = setAside.size();
    ManagedThread strand = first;
    while (true) {
      Runnable wantsNested = nested;
      ManagedThread wantsEager = eager;
      nested = null;
      eager = null;
      if (wantsNested != null) {
        setAside.push(strand);
        wantsNested.run();
        strand = setAside.pop();
      } else if (wantsEager != null) {
        setAside.push(strand);
        strand = wantsEager;
      } else if (!listener.holdsUp(strand)) {
        after(strand);
        if (setAside.size() == outer) {
          return;
        }
        strand = setAside.pop();
      }
      mount(strand);
    }
  }

  @Override
  public boolean tryMonitor(ManagedThread strand, BooleanSupplier waitsAsBefore) {
    strand.triesMonitor = true;
    mount(strand);
    if (Jdk.virtualThreads().stateOf(strand.thread) == ThreadState.BLOCKED
        && waitsAsBefore.getAsBoolean()) {
      strand.triesMonitor = false;
      return false;
    }
    gate.countStep();
    finish(strand);
    return true;
  }

  @Override
  public void tryToEnter(ManagedThread strand) {
    strand.triesMonitor = true;
    mount(strand);
    strand.triesMonitor = false;
  }

  private void after(ManagedThread strand) {
    ThreadState state =
        strand.suspended ? ThreadState.ON : Jdk.virtualThreads().stateOf(strand.thread);
    if (strand.suspended) {
      record(strand, strand.why, strand.what);
    } else {
      recordForeign(strand, state);
    }
    ThreadOwner owner = strand.owner;
    if (state == ThreadState.TERMINATED) {
      threads.remove(strand);
    } else if (owner != null && (state == ThreadState.PARKED || state == ThreadState.WAITING)) {
      owner.waitsElsewhere();
    }
    listener.ended(strand, state);
  }

  /** The thread has ended, or waits in code that knows nothing of the loop. */
  private void recordForeign(ManagedThread strand, ThreadState state) {
    switch (state) {
      case TERMINATED -> recordEnd(strand);
      case PARKED -> record(strand, End.PARKED, parked(strand));
      case BLOCKED -> record(strand, End.BLOCKED, "");
      case WAITING -> record(strand, End.WAITS, limit(strand));
      default -> record(strand, End.YIELDED, "");
    }
  }

  private static String parked(ManagedThread strand) {
    Object blocker = LockSupport.getBlocker(strand.thread);
    return (blocker == null ? "" : "in " + in(strand, blocker) + " ") + limit(strand);
  }

  /** A thread is joined by a latch of its own, which says nothing to anybody. */
  private static String in(ManagedThread strand, Object blocker) {
    Thread joined = strand.joins == null ? null : BackedThread.runnerOf(strand.joins);
    if (joined == null || !Jdk.inspector().joins(blocker, joined)) {
      strand.joins = null;
      return KindNames.on(blocker);
    }
    ManagedThread other = ManagedThread.of(joined);
    return "join of " + (other == null ? joined.getName() : other.label());
  }

  private static String limit(ManagedThread strand) {
    return strand.timedFor == 0 ? "" : "for " + Trace.time(Duration.ofNanos(strand.timedFor));
  }

  private void recordEnd(ManagedThread strand) {
    ThreadOwner owner = strand.owner;
    End end = owner == null ? strand.died ? End.FAILED : End.ENDED : owner.end();
    Throwable failure = owner == null ? strand.failure : owner.failure();
    String with = failure == null ? "" : "with " + failure.getClass().getSimpleName();
    record(strand, end, end == End.FAILED ? with : "");
  }

  private void record(ManagedThread strand, End end, Object detail) {
    String site = wantsSite() ? siteOf(strand, end == End.BLOCKED) : "";
    recorder.step(time.now, time.turn, strand, end, detail, listener.decision(), site);
  }

  /** To look at a stack takes twenty times as long as a step that only yields. */
  private boolean wantsSite() {
    return sites && !recorder.isStopped() && listener.sinceProgress() < SITES_WITHOUT_PROGRESS;
  }

  private static String siteOf(ManagedThread strand, boolean blocked) {
    ThreadSnapshot snapshot = strand.isStarted() ? Jdk.snapshots().of(strand.thread) : null;
    return snapshot == null ? "" : Frames.siteOf(snapshot.stack(), blocked);
  }

  // ---- in the running step or callback ------------------------------------------------------

  /** Runs the first step of a new task now, within the step or callback that creates it. */
  public void startEagerly(ManagedThread strand) {
    ManagedThread creator = running.thread;
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
  public void runNested(Runnable body) {
    if (!tryNested(body)) {
      throw isPinned();
    }
  }

  @Override
  public boolean tryNested(Runnable body) {
    ManagedThread caller = running.thread;
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

  private boolean setAside(ManagedThread caller) {
    try {
      return caller.trySuspend(End.YIELDED, "");
    } finally {
      nested = null;
      eager = null;
    }
  }

  /** What to throw in a step or callback that would block the carrier. */
  BlockedError blocks(String how) {
    String who = running.thread == null ? "A callback" : "Task " + running.thread.label();
    return new BlockedError(
        who
            + " blocks the loop's carrier in "
            + how
            + ". Nothing else could run meanwhile. Move the blocking call out of it, into a task or"
            + " thread of its own.");
  }

  /** What to throw in a step that would have to leave a frame that it cannot leave. */
  public BlockedError isPinned() {
    List<StackTraceElement> stack = Arrays.asList(Thread.currentThread().getStackTrace());
    return verdict.raise(
        blocks(
            "a frame that cannot be unmounted ("
                + Frames.pinning(stack)
                + "), at "
                + Frames.siteOf(stack, false)));
  }
}
