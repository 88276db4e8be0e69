package dev.heddle;

import dev.heddle.internal.Carrier;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.RealTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Threads outside of the loop that work for it, and how long it waits for them in real time. It
 * does so only when there is nothing else to do, and a reason to believe that one of them will
 * post.
 */
final class Outside {
  private static final long SLICE_NANOS = 2_000_000;

  private final Engine engine;

  /** Platform threads that the loop's own code has started, and that have not ended. */
  private final List<Thread> started = new ArrayList<>();

  Outside(Engine engine) {
    this.engine = engine;
  }

  /**
   * Waits until another thread posts something.
   *
   * @return false if none is known that could: a deadlock
   * @throws BlockedError if none does within the loop's patience
   */
  boolean await() {
    long patience = Times.nanos(engine.options.patience());
    long start = RealTime.nanoTime();
    engine.gate.rests(true);
    try {
      while (!engine.gate.hasPost()) {
        String reason = reason();
        if (reason == null) {
          return engine.gate.hasPost();
        }
        if (RealTime.nanoTime() - start > patience) {
          throw new BlockedError(
              "The loop has waited for "
                  + engine.options.patience().toMillis()
                  + " ms of real time, because "
                  + reason
                  + ". Do that work in a task of the loop, replace it by a stand-in, or give it more"
                  + " time by Loop.builder().patience(...). What waits:"
                  + describePending());
        }
        ((Carrier) Thread.currentThread()).rest(SLICE_NANOS);
        if (engine.monitors.tryAfterOthers()) {
          return true;
        }
      }
      return true;
    } finally {
      engine.gate.rests(false);
    }
  }

  private String describePending() {
    StringBuilder text = new StringBuilder();
    engine.pending().forEach(p -> text.append('\n').append(p.describe()));
    return text.toString();
  }

  /** Why somebody outside may still do something; null if there is no reason to think so. */
  private @Nullable String reason() {
    for (Strand strand : engine.strands) {
      String reason = strand.isStarted() && !strand.suspended ? reason(strand) : null;
      if (reason != null) {
        return reason;
      }
    }
    if (engine.options.outside()) {
      return "it was built to wait for threads outside of it";
    }
    Thread alive = startedAndAlive();
    if (alive != null) {
      return "thread " + alive.getName() + ", which a task started, is still running";
    }
    return Watch.isCommonPoolIdle() ? null : "the common pool is still working";
  }

  private @Nullable String reason(Strand strand) {
    Jdk.Snapshot snapshot = Jdk.snapshot(strand.thread);
    if (snapshot == null) {
      return null;
    }
    boolean waits = false;
    for (StackTraceElement frame : snapshot.stack()) {
      if (waits && isMethod(frame, "java.lang.Thread", "join")) { // of a managed thread: no wait
        return strand.label() + " waits for a thread outside of the loop to end";
      }
      waits |= isMethod(frame, "java.lang.Object", "wait");
      if (frame.getClassName().startsWith("sun.nio.ch.")) {
        return strand.label() + " waits for input or output in " + frame;
      }
    }
    Object blocker = snapshot.blocker();
    if (blocker instanceof Thread thread && isForeign(thread)) {
      return strand.label() + " waits for thread " + thread.getName() + " to end";
    }
    Thread owner = blocker == null ? null : Jdk.ownerOf(blocker);
    if (owner != null && isForeign(owner)) {
      return strand.label() + " waits for a lock that thread " + owner.getName() + " holds";
    }
    boolean blocked = Jdk.stateOf(strand.thread) == Jdk.State.BLOCKED;
    if (blocked && blocker != null && Monitors.holder(engine.strands, blocker) == null) {
      return strand.label() + " waits for a monitor that a thread outside of the loop holds";
    }
    return null;
  }

  private static boolean isMethod(StackTraceElement frame, String type, String method) {
    return frame.getClassName().equals(type) && frame.getMethodName().equals(method);
  }

  private static boolean isForeign(Thread thread) {
    return thread.isAlive() && Jdk.schedulerOf(thread) == null;
  }

  /** A task or callback starts a platform thread, which may work for the loop from now on. */
  void started(Thread thread) {
    if (!(thread instanceof ForkJoinWorkerThread)) {
      started.removeIf(t -> t.getState() == Thread.State.TERMINATED);
      started.add(thread);
    }
  }

  private @Nullable Thread startedAndAlive() {
    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    return started.isEmpty() ? null : started.get(0);
  }
}
