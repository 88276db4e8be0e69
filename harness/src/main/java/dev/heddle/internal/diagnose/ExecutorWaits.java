package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.diagnose.ThreadWait.Target;
import dev.heddle.internal.diagnose.ThreadWait.Thing;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.source.KindNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Analyzes waits for queues, for the results of tasks, and for executors. */
final class ExecutorWaits {
  private static final String CONCURRENT = "java.util.concurrent.";

  private final ThreadSnapshots snapshots;

  ExecutorWaits(ThreadSnapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Queues of java.util.concurrent wait in a condition; the frame says which and what for. */
  static @Nullable Target queue(List<StackTraceElement> stack) {
    Target outermost = null;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (!type.startsWith("java.")) {
        break;
      }
      String name = type.substring(type.lastIndexOf('.') + 1);
      if (type.startsWith(CONCURRENT) && (name.endsWith("Queue") || name.endsWith("Deque"))) {
        outermost = queue(name, frame.getMethodName());
      }
    }
    return outermost;
  }

  private static @Nullable Target queue(String name, String method) {
    boolean takes = method.startsWith("take") || method.startsWith("poll");
    if (name.equals("SynchronousQueue") || method.contains("ransfer")) {
      String what = takes ? "to take from " : "to hand over to ";
      return Target.words("waits " + what + name + ", where nobody is at the other side");
    }
    if (takes) {
      String why = name.startsWith("Delay") ? ", where nothing is due" : ", which is empty";
      return Target.words("waits to take from " + name + why);
    }
    return method.startsWith("put") || method.startsWith("offer")
        ? Target.words("waits to put into " + name + ", which is full")
        : null;
  }

  /** The result of a task that an executor runs, or the end of an executor. */
  @Nullable ThreadWait ofExecutor(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker) {
    boolean completable = Stacks.has(stack, CONCURRENT + "CompletableFuture", "waitingGet");
    if (blocker instanceof FutureTask<?> || completable) {
      Target target =
          Target.of(
              "waits for the result of ",
              new Thing(blocker, completable ? "CompletableFuture" : "FutureTask"));
      return ofFuture(managed, stack, target, blocker);
    }
    if (blocker instanceof ForkJoinTask<?>) {
      Target target = Target.of("waits for the result of ", Thing.of(blocker));
      return new ThreadWait(managed, stack, target, "who is to run it" + ThreadWait.UNKNOWN);
    }
    Object ending =
        Jdk.inspector().lockOf(blocker) == null ? blocker : Jdk.inspector().lockOf(blocker);
    for (Object executor : snapshots.executors().values()) {
      if (ending != null
          && Jdk.inspector().terminates(executor, ending)
          && Stacks.inJdk(stack, "awaitTermination")) {
        List<Waker> workers = workersOf(executor);
        Target target = new Target("waits for ", Thing.of(executor), " to terminate");
        String note = ((ExecutorService) executor).isShutdown() ? null : "which is not shut down";
        return ThreadWait.forAll(managed, stack, target, note, workers);
      }
    }
    return null;
  }

  private ThreadWait ofFuture(
      ManagedThread managed, List<StackTraceElement> stack, Target target, Object blocker) {
    Thread runner = blocker instanceof FutureTask<?> task ? Jdk.inspector().runnerOf(task) : null;
    if (runner != null) {
      Waker waker = snapshots.waker(runner, null);
      return ThreadWait.forAll(
          managed, stack, target, "which " + waker.label() + " runs", List.of(waker));
    }
    for (Object executor : snapshots.executors().values()) {
      if (executor instanceof ThreadPoolExecutor pool
          && Jdk.inspector().queued(pool).stream()
              .anyMatch(q -> Jdk.inspector().wakes(q, blocker))) {
        List<Waker> workers = workersOf(pool);
        String note =
            "which stands in the queue of "
                + KindNames.nameOf(pool)
                + (workers.size() == 1
                    ? ", whose only worker " + workers.get(0).label() + " is busy"
                    : ", whose " + workers.size() + " workers are all busy");
        return new ThreadWait(managed, stack, target, note, workers, true, managed.timedFor != 0);
      }
    }
    String unknown = blocker instanceof FutureTask<?> ? "run" : "complete";
    return new ThreadWait(
        managed, stack, target, "who is to " + unknown + " it" + ThreadWait.UNKNOWN);
  }

  private List<Waker> workersOf(Object executor) {
    List<Waker> workers = new ArrayList<>();
    snapshots
        .executors()
        .forEach(
            (managed, owner) -> {
              if (owner == executor) {
                workers.add(new Waker(managed, managed.label(), null));
              }
            });
    return workers;
  }
}
