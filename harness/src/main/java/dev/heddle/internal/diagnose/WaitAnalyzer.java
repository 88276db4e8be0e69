package dev.heddle.internal.diagnose;

import dev.heddle.internal.Insides;
import dev.heddle.internal.Jdk;
import dev.heddle.internal.core.AwaitState;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.diagnose.ThreadWait.Held;
import dev.heddle.internal.diagnose.ThreadWait.Target;
import dev.heddle.internal.diagnose.ThreadWait.Thing;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.monitor.MonitorSight;
import dev.heddle.internal.source.Frames;
import dev.heddle.internal.source.KindNames;
import dev.heddle.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what threads wait for and who could end that, as far as the JDK lets it see; in words
 * that are the same in every run. For one moment at which the loop runs nothing.
 */
public final class WaitAnalyzer {
  private static final String UNKNOWN = " is not known";
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final String CONCURRENT = "java.util.concurrent.";

  /** What the VM says of each live thread that has started. */
  private final Map<ManagedThread, Jdk.Snapshot> snapshots = new LinkedHashMap<>();

  /** The executor that each worker works for. */
  private final Map<ManagedThread, Object> executors = new LinkedHashMap<>();

  private final ManagedThreads threads;

  private final CallSites callSites;

  WaitAnalyzer(ManagedThreads threads, CallSites callSites) {
    this.threads = threads;
    this.callSites = callSites;
    for (ManagedThread managed : threads) {
      Jdk.Snapshot snapshot = managed.isStarted() ? Jdk.snapshot(managed.thread) : null;
      if (snapshot != null) {
        snapshots.put(managed, snapshot);
      }
      Object executor = Insides.executorOf(Insides.bodyOf(managed.shown()));
      if (executor != null) {
        executors.put(managed, executor);
      }
    }
  }

  /** How a live thread waits. */
  ThreadWait of(ManagedThread managed) {
    Jdk.Snapshot snapshot = snapshots.get(managed);
    if (snapshot == null) {
      String words = managed.isStarted() ? "has ended" : "has not started";
      return new ThreadWait(managed, List.of(), Target.words(words), null);
    }
    if (managed.suspended) {
      return suspended(managed, snapshot.stack());
    }
    return switch (Jdk.stateOf(managed.thread)) {
      case BLOCKED -> entering(managed, snapshot);
      case WAITING -> waiting(managed, snapshot);
      case PARKED -> parked(managed, snapshot);
      default -> new ThreadWait(managed, snapshot.stack(), Target.words("is ready to go on"), null);
    };
  }

  /** The executor that a thread works for; null if it is not known to work for one. */
  @Nullable Object executorOf(ManagedThread managed) {
    return executors.get(managed);
  }

  // ---- the loop's own futures ---------------------------------------------------------------

  private ThreadWait suspended(ManagedThread managed, List<StackTraceElement> stack) {
    Target target = Target.words((managed.why.verb() + " " + managed.what).strip());
    AwaitState awaiting = managed.awaiting;
    if (awaiting == null || awaiting.awaited() == null || managed.what != awaiting.awaited()) {
      return new ThreadWait(managed, stack, target, null);
    }
    List<Waker> wakers = awaiting.wakers().stream().map(waker -> waker(waker, null)).toList();
    String note = wakers.isEmpty() ? "who is to complete it" + UNKNOWN : null;
    return ThreadWait.forAll(managed, stack, target, note, wakers);
  }

  // ---- monitors -----------------------------------------------------------------------------

  private ThreadWait entering(ManagedThread managed, Jdk.Snapshot snapshot) {
    Object monitor = MonitorSight.monitorOf(managed, snapshot);
    if (monitor == null) {
      Target target = Target.words(KindNames.ENTERS_MONITOR + "an unknown object");
      return new ThreadWait(managed, snapshot.stack(), target, null);
    }
    Thing thing = thing(monitor);
    List<Waker> wakers = new ArrayList<>();
    Waker holder = holderOf(thing, managed);
    if (holder != null) {
      wakers.add(holder);
    }
    String note = wakers.isEmpty() ? "its holder" + UNKNOWN : null;
    Target target = Target.of(KindNames.ENTERS_MONITOR, thing);
    return ThreadWait.forAll(managed, snapshot.stack(), target, note, wakers);
  }

  /** Who holds a monitor; its frame's line is where it is now, so that only the method is told. */
  private @Nullable Waker holderOf(Thing monitor, ManagedThread except) {
    for (Map.Entry<ManagedThread, Jdk.Snapshot> other : snapshots.entrySet()) {
      Jdk.Snapshot snapshot = other.getValue();
      StackTraceElement frame = frameOwning(snapshot, monitor.object());
      if (frame != null
          && other.getKey() != except
          && !isReleased(other.getKey(), snapshot, monitor)) {
        String taken = " (taken in " + Frames.methodOf(frame) + ")";
        return new Waker(
            other.getKey(), other.getKey().label(), new Held("the monitor of ", monitor, taken));
      }
    }
    return null;
  }

  /** The outermost frame that owns a monitor: the one that took it first. */
  private static @Nullable StackTraceElement frameOwning(Jdk.Snapshot snapshot, Object monitor) {
    StackTraceElement frame = null;
    for (Jdk.Owned owned : snapshot.owned()) {
      if (owned.monitor() == monitor) {
        frame = owned.where();
      }
    }
    return frame;
  }

  /** Frames own the monitor that {@code Object.wait} has released, too. */
  private static boolean isReleased(ManagedThread managed, Jdk.Snapshot snapshot, Thing monitor) {
    return isInObjectWait(snapshot.stack())
        && Jdk.stateOf(managed.thread) != Jdk.State.ON
        && MonitorSight.monitorOf(managed, snapshot) == monitor.object();
  }

  private static boolean isInObjectWait(List<StackTraceElement> stack) {
    return !stack.isEmpty()
        && stack.get(0).getClassName().equals("java.lang.Object")
        && stack.get(0).getMethodName().startsWith("wait");
  }

  private ThreadWait waiting(ManagedThread managed, Jdk.Snapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    if (has(stack, "java.util.TimerThread", "mainLoop")) {
      return new ThreadWait(
          managed, stack, Target.words(ThreadWait.IDLE + ", as the thread of Timer"), null);
    }
    Object object = MonitorSight.monitorOf(managed, snapshot);
    if (object instanceof Thread thread && has(stack, "java.lang.Thread", "join")) {
      Target target = Target.words("waits for thread " + threadName(thread) + " to end");
      return ThreadWait.forAll(managed, stack, target, null, List.of(waker(thread, null)));
    }
    Target target =
        object == null
            ? Target.words("is in Object.wait on an unknown object")
            : Target.of("is in Object.wait on ", thing(object));
    return new ThreadWait(managed, stack, target, "who is to notify it" + UNKNOWN);
  }

  // ---- java.util.concurrent -----------------------------------------------------------------

  private ThreadWait parked(ManagedThread managed, Jdk.Snapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    Object executor = executors.get(managed);
    if (executor != null && has(stack, CONCURRENT + "ThreadPoolExecutor", "getTask")) {
      Target target = Target.of(ThreadWait.IDLE + ", as a worker of ", thing(executor));
      return new ThreadWait(managed, stack, target, null);
    }
    if (has(stack, CONCURRENT + "ForkJoinPool", "awaitWork")) {
      Target target = Target.words(ThreadWait.IDLE + ", as a worker of ForkJoinPool");
      return new ThreadWait(managed, stack, target, null);
    }
    Target queue = queue(stack);
    if (queue != null) {
      return new ThreadWait(managed, stack, queue, null);
    }
    Object blocker = snapshot.blocker();
    if (blocker == null) {
      if (has(stack, "java.lang.Thread", "sleep")) {
        String limit = managed.timedFor == 0 ? " until after the end of time" : limit(managed);
        return new ThreadWait(managed, stack, Target.words("sleeps" + limit), null);
      }
      String note = managed.timedFor == 0 ? "who is to unpark it" + UNKNOWN : null;
      return new ThreadWait(managed, stack, Target.words("is parked" + limit(managed)), note);
    }
    ThreadWait wait = ofThread(managed, stack, blocker);
    if (wait == null) {
      wait = ofExecutor(managed, stack, blocker);
    }
    return wait == null ? ofSynchronizer(managed, stack, blocker) : wait;
  }

  private @Nullable ThreadWait ofThread(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker) {
    for (ManagedThread other : snapshots.keySet()) {
      if (Insides.joins(blocker, other.thread)) {
        Target target = Target.words("waits for thread " + other.label() + " to end");
        Waker waker = new Waker(other, other.label(), null);
        return ThreadWait.forAll(managed, stack, target, null, List.of(waker));
      }
    }
    return null;
  }

  /** Queues of java.util.concurrent wait in a condition; the frame says which and what for. */
  private static @Nullable Target queue(List<StackTraceElement> stack) {
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
  private @Nullable ThreadWait ofExecutor(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker) {
    boolean completable = has(stack, CONCURRENT + "CompletableFuture", "waitingGet");
    if (blocker instanceof FutureTask<?> || completable) {
      Target target =
          Target.of(
              "waits for the result of ",
              new Thing(blocker, completable ? "CompletableFuture" : "FutureTask"));
      return ofFuture(managed, stack, target, blocker);
    }
    if (blocker instanceof ForkJoinTask<?>) {
      Target target = Target.of("waits for the result of ", thing(blocker));
      return new ThreadWait(managed, stack, target, "who is to run it" + UNKNOWN);
    }
    Object ending = Insides.lockOf(blocker) == null ? blocker : Insides.lockOf(blocker);
    for (Object executor : executors.values()) {
      if (ending != null
          && Insides.terminates(executor, ending)
          && inJdk(stack, "awaitTermination")) {
        List<Waker> workers = workersOf(executor);
        Target target = new Target("waits for ", thing(executor), " to terminate");
        String note = ((ExecutorService) executor).isShutdown() ? null : "which is not shut down";
        return ThreadWait.forAll(managed, stack, target, note, workers);
      }
    }
    return null;
  }

  private ThreadWait ofFuture(
      ManagedThread managed, List<StackTraceElement> stack, Target target, Object blocker) {
    Thread runner = blocker instanceof FutureTask<?> task ? Insides.runnerOf(task) : null;
    if (runner != null) {
      Waker waker = waker(runner, null);
      return ThreadWait.forAll(
          managed, stack, target, "which " + waker.label() + " runs", List.of(waker));
    }
    for (Object executor : executors.values()) {
      if (executor instanceof ThreadPoolExecutor pool
          && Insides.queued(pool).stream().anyMatch(q -> Insides.wakes(q, blocker))) {
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
    return new ThreadWait(managed, stack, target, "who is to " + unknown + " it" + UNKNOWN);
  }

  private List<Waker> workersOf(Object executor) {
    List<Waker> workers = new ArrayList<>();
    executors.forEach(
        (managed, owner) -> {
          if (owner == executor) {
            workers.add(new Waker(managed, managed.label(), null));
          }
        });
    return workers;
  }

  private ThreadWait ofSynchronizer(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker) {
    String type = blocker.getClass().getName();
    Thing thing = thing(blocker);
    if (type.startsWith(LOCKS + "ReentrantReadWriteLock$")) {
      return readWriteLock(managed, stack, blocker, thing);
    }
    Thread owner = Jdk.ownerOf(blocker);
    if (owner != null) {
      Waker waker = waker(owner, new Held("", thing, takenAt(blocker)));
      return ThreadWait.forAll(
          managed, stack, Target.of("waits for ", thing), null, List.of(waker));
    }
    if (type.startsWith(CONCURRENT + "Semaphore$")) {
      String note = "which has " + Insides.countOf(blocker) + " left; who holds them" + UNKNOWN;
      return new ThreadWait(managed, stack, Target.of("waits for a permit of ", thing), note);
    }
    if (type.startsWith(CONCURRENT + "CountDownLatch$")) {
      String note =
          "whose count is " + Insides.countOf(blocker) + "; who is to count it down" + UNKNOWN;
      return new ThreadWait(managed, stack, Target.of("waits for ", thing), note);
    }
    Phaser phaser = Insides.phaserOf(blocker);
    if (phaser != null) {
      String note =
          "where "
              + phaser.getUnarrivedParties()
              + " of "
              + phaser.getRegisteredParties()
              + " parties are missing";
      Target target = Target.of("waits at ", new Thing(phaser, "Phaser"));
      return new ThreadWait(managed, stack, target, note);
    }
    if (blocker instanceof StampedLock lock) {
      String note =
          (lock.isWriteLocked()
                  ? "which is locked for writing"
                  : "which has " + lock.getReadLockCount() + " readers")
              + "; its holder"
              + UNKNOWN;
      return new ThreadWait(managed, stack, Target.of("waits for ", thing), note);
    }
    return condition(managed, stack, blocker, thing);
  }

  private ThreadWait condition(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker, Thing thing) {
    Object lock = Insides.lockOf(blocker);
    if (!thing.kind().equals("Condition") || lock == null) {
      return new ThreadWait(managed, stack, Target.of("waits in ", thing), null);
    }
    if (has(stack, CONCURRENT + "CyclicBarrier", "dowait")) {
      long here = snapshots.values().stream().filter(other -> other.blocker() == blocker).count();
      String note =
          "where " + here + (here == 1 ? " party waits" : " parties wait") + " for others";
      Target target = Target.of("waits at ", new Thing(blocker, "CyclicBarrier"));
      return new ThreadWait(managed, stack, target, note);
    }
    Target target = Target.of("waits to be signalled on a Condition of ", thing(lock));
    return new ThreadWait(managed, stack, target, "who is to signal it" + UNKNOWN);
  }

  private ThreadWait readWriteLock(
      ManagedThread managed, List<StackTraceElement> stack, Object lock, Thing thing) {
    boolean writes = has(stack, LOCKS + "ReentrantReadWriteLock$WriteLock", "");
    List<Waker> wakers = new ArrayList<>();
    String note = null;
    Thread writer = Jdk.ownerOf(lock);
    if (writer != null) {
      wakers.add(waker(writer, new Held("the write lock of ", thing, takenAt(lock))));
    } else if (writes) {
      for (ManagedThread reader : snapshots.keySet()) {
        if (Insides.holdsReadLock(lock, reader.shown(), reader.thread)) {
          Held held = new Held("the read lock of ", thing, "");
          wakers.add(new Waker(reader, reader.label(), held));
        }
      }
      note = wakers.isEmpty() ? "its holder" + UNKNOWN : null;
    } else {
      Thread first = Insides.firstQueued(lock);
      if (first != null && managedOf(first) != managed) {
        Waker waker = waker(first, null);
        wakers.add(waker);
        note = "behind " + waker.label() + ", which waits for the write lock";
      }
    }
    String part = writes ? "the write lock of " : "the read lock of ";
    return ThreadWait.forAll(managed, stack, Target.of("waits for " + part, thing), note, wakers);
  }

  /** Where the owner of a lock has taken it, in words; empty if the loop does not keep that. */
  private String takenAt(Object lock) {
    StackTraceElement place = callSites.of(lock);
    return place == null ? "" : " (taken at " + Frames.line(place) + ")";
  }

  private static String limit(ManagedThread managed) {
    return managed.timedFor == 0 ? "" : " for " + Trace.time(Duration.ofNanos(managed.timedFor));
  }

  // ---- words --------------------------------------------------------------------------------

  private Waker waker(Thread thread, @Nullable Held held) {
    ManagedThread managed = managedOf(thread);
    return managed == null
        ? new Waker(null, "thread " + threadName(thread), held)
        : new Waker(managed, managed.label(), held);
  }

  /**
   * The managed thread behind a thread as the program knows it; null if the loop does not run it.
   */
  private @Nullable ManagedThread managedOf(Thread thread) {
    ManagedThread managed = ManagedThread.of(Insides.runnerOf(thread));
    return managed != null && managed.isOf(threads) ? managed : null;
  }

  private String threadName(Thread thread) {
    ManagedThread managed = managedOf(thread);
    return managed == null ? thread.getName() : managed.label();
  }

  private static boolean has(List<StackTraceElement> stack, String type, String method) {
    return stack.stream()
        .anyMatch(
            frame -> frame.getClassName().equals(type) && frame.getMethodName().startsWith(method));
  }

  private static boolean inJdk(List<StackTraceElement> stack, String method) {
    return stack.stream()
        .takeWhile(frame -> frame.getClassName().startsWith("java."))
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  private static Thing thing(Object object) {
    return new Thing(object, KindNames.kind(object));
  }
}
