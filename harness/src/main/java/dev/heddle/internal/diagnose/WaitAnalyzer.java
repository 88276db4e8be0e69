package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.AwaitState;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.diagnose.ThreadWait.Target;
import dev.heddle.internal.diagnose.ThreadWait.Thing;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.trace.Trace;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what each thread waits for, and who could end the wait, as far as the JDK shows it; in
 * words that are the same in every run. Of one moment at which the loop runs nothing.
 */
final class WaitAnalyzer {
  private static final String CONCURRENT = "java.util.concurrent.";

  private final ThreadSnapshots snapshots;

  private final MonitorWaits monitors;

  private final ExecutorWaits executors;

  private final SynchronizerWaits synchronizers;

  WaitAnalyzer(ManagedThreads threads, CallSites callSites) {
    snapshots = new ThreadSnapshots(threads, callSites);
    monitors = new MonitorWaits(snapshots);
    executors = new ExecutorWaits(snapshots);
    synchronizers = new SynchronizerWaits(snapshots);
  }

  /** How a live thread waits. */
  ThreadWait of(ManagedThread managed) {
    ThreadSnapshot snapshot = snapshots.all().get(managed);
    if (snapshot == null) {
      String words = managed.isStarted() ? "has ended" : "has not started";
      return new ThreadWait(managed, List.of(), Target.words(words), null);
    }
    if (managed.suspended) {
      return suspended(managed, snapshot.stack());
    }
    return switch (Jdk.virtualThreads().stateOf(managed.thread)) {
      case BLOCKED -> monitors.entering(managed, snapshot);
      case WAITING -> monitors.waiting(managed, snapshot);
      case PARKED -> parked(managed, snapshot);
      default -> new ThreadWait(managed, snapshot.stack(), Target.words("is ready to go on"), null);
    };
  }

  /** The executor that a thread works for; null if it is not known to work for one. */
  @Nullable Object executorOf(ManagedThread managed) {
    return snapshots.executors().get(managed);
  }

  // ---- the loop's own futures ---------------------------------------------------------------

  private ThreadWait suspended(ManagedThread managed, List<StackTraceElement> stack) {
    Target target = Target.words((managed.why.verb() + " " + managed.what).strip());
    AwaitState awaiting = managed.awaiting;
    if (awaiting == null || awaiting.awaited() == null || managed.what != awaiting.awaited()) {
      return new ThreadWait(managed, stack, target, null);
    }
    List<Waker> wakers =
        awaiting.wakers().stream().map(waker -> snapshots.waker(waker, null)).toList();
    String note = wakers.isEmpty() ? "who is to complete it" + ThreadWait.UNKNOWN : null;
    return ThreadWait.forAll(managed, stack, target, note, wakers);
  }

  // ---- parked threads --------------------------------------------------------------------------

  private ThreadWait parked(ManagedThread managed, ThreadSnapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    Object executor = snapshots.executors().get(managed);
    if (executor != null && Stacks.has(stack, CONCURRENT + "ThreadPoolExecutor", "getTask")) {
      Target target = Target.of(ThreadWait.IDLE + ", as a worker of ", Thing.of(executor));
      return new ThreadWait(managed, stack, target, null);
    }
    if (Stacks.has(stack, CONCURRENT + "ForkJoinPool", "awaitWork")) {
      Target target = Target.words(ThreadWait.IDLE + ", as a worker of ForkJoinPool");
      return new ThreadWait(managed, stack, target, null);
    }
    Target queue = ExecutorWaits.queue(stack);
    if (queue != null) {
      return new ThreadWait(managed, stack, queue, null);
    }
    Object blocker = snapshot.blocker();
    if (blocker == null) {
      if (Stacks.has(stack, "java.lang.Thread", "sleep")) {
        String limit = managed.timedFor == 0 ? " until after the end of time" : limit(managed);
        return new ThreadWait(managed, stack, Target.words("sleeps" + limit), null);
      }
      String note = managed.timedFor == 0 ? "who is to unpark it" + ThreadWait.UNKNOWN : null;
      return new ThreadWait(managed, stack, Target.words("is parked" + limit(managed)), note);
    }
    ThreadWait wait = ofThread(managed, stack, blocker);
    if (wait == null) {
      wait = executors.ofExecutor(managed, stack, blocker);
    }
    return wait == null ? synchronizers.of(managed, stack, blocker) : wait;
  }

  private @Nullable ThreadWait ofThread(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker) {
    for (ManagedThread other : snapshots.all().keySet()) {
      if (Jdk.inspector().joins(blocker, other.thread)) {
        Target target = Target.words("waits for thread " + other.label() + " to end");
        Waker waker = new Waker(other, other.label(), null);
        return ThreadWait.forAll(managed, stack, target, null, List.of(waker));
      }
    }
    return null;
  }

  private static String limit(ManagedThread managed) {
    return managed.timedFor == 0 ? "" : " for " + Trace.time(Duration.ofNanos(managed.timedFor));
  }
}
