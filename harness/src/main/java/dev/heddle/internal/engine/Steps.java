package dev.heddle.internal.engine;

import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.LoopAccess;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.Mounting;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.SneakyThrow;
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
 * creates an eager task, or runs a nested loop, is set aside meanwhile, and continues before
 * anything else.
 */
public final class Steps implements Mounting {
  /**
   * After so many steps without progress the thread only spins, and its lines are not looked up.
   */
  private static final long SITES_WITHOUT_PROGRESS = 10_000;

  /** Whether the trace has the line where a step stopped. */
  private final boolean sites;

  private final LoopAccess access;

  private final Heartbeat heartbeat;

  private final VirtualTime time;

  private final ManagedThreads threads;

  private final RunningStep running;

  private final RunVerdict verdict;

  private final Recorder recorder;

  private final StepListener listener;

  /** The threads that are set aside, innermost last. */
  private final Deque<ManagedThread> setAside = new ArrayDeque<>();

  /** The new task whose first step is to run before the mounted thread goes on. */
  private @Nullable ManagedThread eager;

  /** What is to run before the mounted thread goes on. */
  private @Nullable Runnable nested;

  Steps(
      boolean sites,
      LoopAccess access,
      Heartbeat heartbeat,
      VirtualTime time,
      ManagedThreads threads,
      RunningStep running,
      RunVerdict verdict,
      Recorder recorder,
      StepListener listener) {
    this.sites = sites;
    this.access = access;
    this.heartbeat = heartbeat;
    this.time = time;
    this.threads = threads;
    this.running = running;
    this.verdict = verdict;
    this.recorder = recorder;
    this.listener = listener;
  }

  // ---- on the carrier ---------------------------------------------------------------------

  /** Takes a whole step, with what runs within it. */
  void run(ManagedThread managed) {
    ThreadOwner owner = managed.owner;
    if (owner != null && !managed.isStarted() && owner.cancelledBeforeStart()) {
      threads.remove(managed);
      record(managed, End.CANCELLED, "before it started");
    } else {
      mount(managed);
      finish(managed);
    }
  }

  private void mount(ManagedThread managed) {
    running.thread = managed;
    listener.begins();
    access.mount(managed.thread);
    managed.go();
    access.mount(null);
    running.thread = null;
  }

  /** The thread has given way, perhaps only to let something else run first. */
  private void finish(ManagedThread first) {
    int outer = setAside.size();
    ManagedThread managed = first;
    while (true) {
      Runnable wantsNested = nested;
      ManagedThread wantsEager = eager;
      nested = null;
      eager = null;
      if (wantsNested != null) {
        setAside.push(managed);
        wantsNested.run();
        managed = setAside.pop();
      } else if (wantsEager != null) {
        setAside.push(managed);
        managed = wantsEager;
      } else if (!listener.holdsUp(managed)) {
        after(managed);
        if (setAside.size() == outer) {
          return;
        }
        managed = setAside.pop();
      }
      mount(managed);
    }
  }

  /** Whether a step is being taken within another one, whose thread goes on right after it. */
  boolean areNested() {
    return !setAside.isEmpty();
  }

  @Override
  public boolean tryMonitor(ManagedThread managed, BooleanSupplier waitsAsBefore) {
    managed.triesMonitor = true;
    mount(managed);
    if (Jdk.virtualThreads().stateOf(managed.thread) == ThreadState.BLOCKED
        && waitsAsBefore.getAsBoolean()) {
      managed.triesMonitor = false;
      return false;
    }
    heartbeat.countStep();
    finish(managed);
    return true;
  }

  @Override
  public void tryToEnter(ManagedThread managed) {
    managed.triesMonitor = true;
    mount(managed);
    managed.triesMonitor = false;
  }

  private void after(ManagedThread managed) {
    ThreadState state =
        managed.suspended ? ThreadState.ON : Jdk.virtualThreads().stateOf(managed.thread);
    if (managed.suspended) {
      record(managed, managed.why, managed.what);
    } else {
      recordForeign(managed, state);
    }
    ThreadOwner owner = managed.owner;
    if (state == ThreadState.TERMINATED) {
      threads.remove(managed);
    } else if (owner != null && (state == ThreadState.PARKED || state == ThreadState.WAITING)) {
      owner.waitsElsewhere();
    }
    listener.ended(managed, state);
  }

  /** The thread has ended, or waits in code that does not know the loop. */
  private void recordForeign(ManagedThread managed, ThreadState state) {
    switch (state) {
      case TERMINATED -> recordEnd(managed);
      case PARKED -> record(managed, End.PARKED, parked(managed));
      case BLOCKED -> record(managed, End.BLOCKED, "");
      case WAITING -> record(managed, End.WAITS, limit(managed));
      default -> record(managed, End.YIELDED, "");
    }
  }

  private static String parked(ManagedThread managed) {
    Object blocker = LockSupport.getBlocker(managed.thread);
    return (blocker == null ? "" : "in " + in(managed, blocker) + " ") + limit(managed);
  }

  /** The JDK joins a thread by a latch, which means nothing to the reader. */
  private static String in(ManagedThread managed, Object blocker) {
    Thread joined = managed.joins == null ? null : BackedThread.runnerOf(managed.joins);
    if (joined == null || !Jdk.inspector().joins(blocker, joined)) {
      managed.joins = null;
      return KindNames.on(blocker);
    }
    ManagedThread other = ManagedThread.of(joined);
    return "join of " + (other == null ? joined.getName() : other.label());
  }

  private static String limit(ManagedThread managed) {
    return managed.timedFor == 0 ? "" : "for " + Trace.time(Duration.ofNanos(managed.timedFor));
  }

  private void recordEnd(ManagedThread managed) {
    ThreadOwner owner = managed.owner;
    End end = owner == null ? managed.died ? End.FAILED : End.ENDED : owner.end();
    Throwable failure = owner == null ? managed.failure : owner.failure();
    String with = failure == null ? "" : "with " + failure.getClass().getSimpleName();
    record(managed, end, end == End.FAILED ? with : "");
  }

  private void record(ManagedThread managed, End end, Object detail) {
    String site = wantsSite() ? siteOf(managed, end == End.BLOCKED) : "";
    recorder.step(time.now, time.iteration, managed, end, detail, listener.decision(), site);
  }

  /** To look up the line takes twenty times as long as a step that only yields. */
  private boolean wantsSite() {
    return sites && !recorder.isStopped() && listener.sinceProgress() < SITES_WITHOUT_PROGRESS;
  }

  private static String siteOf(ManagedThread managed, boolean blocked) {
    ThreadSnapshot snapshot = managed.isStarted() ? Jdk.snapshots().of(managed.thread) : null;
    return snapshot == null ? "" : Frames.siteOf(snapshot.stack(), blocked);
  }

  // ---- in the running step or callback ------------------------------------------------------

  /** Runs the first step of a new task now, within the step or callback that creates it. */
  public void startEagerly(ManagedThread managed) {
    ManagedThread creator = running.thread;
    if (creator == null) {
      run(managed);
    } else {
      eager = managed;
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
      throw SneakyThrow.rethrow(thrown[0]);
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

  /** The error of a step or callback that would block the carrier. */
  BlockedError blocks(String how) {
    String who = running.thread == null ? "A callback" : "Task " + running.thread.label();
    return new BlockedError(
        who
            + " blocks the loop's carrier in "
            + how
            + ". Nothing else could run meanwhile. Move the blocking call out of it, into a task or"
            + " thread of its own.");
  }

  /** The error of a step that is pinned: a frame on its stack keeps it on the carrier. */
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
