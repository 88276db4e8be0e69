package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.Awaiting;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.diagnose.Wait.Ender;
import dev.heddle.internal.diagnose.Wait.Held;
import dev.heddle.internal.diagnose.Wait.Target;
import dev.heddle.internal.diagnose.Wait.Thing;
import dev.heddle.internal.hook.BackedThread;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.OwnedMonitor;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
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
public final class Waits {
  private static final String UNKNOWN = " is not known";
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final String CONCURRENT = "java.util.concurrent.";

  /** What the VM says of each live thread that has started. */
  private final Map<ManagedThread, ThreadSnapshot> snapshots = new LinkedHashMap<>();

  /** The executor that each worker works for. */
  private final Map<ManagedThread, Object> executors = new LinkedHashMap<>();

  private final ManagedThreads threads;

  private final Origins origins;

  Waits(ManagedThreads threads, Origins origins) {
    this.threads = threads;
    this.origins = origins;
    for (ManagedThread strand : threads) {
      ThreadSnapshot snapshot = strand.isStarted() ? Jdk.snapshots().of(strand.thread) : null;
      if (snapshot != null) {
        snapshots.put(strand, snapshot);
      }
      Object executor = Jdk.inspector().executorOf(BackedThread.bodyOf(strand.shown()));
      if (executor != null) {
        executors.put(strand, executor);
      }
    }
  }

  /** A live strand, for a report. */
  Wait of(ManagedThread strand) {
    ThreadSnapshot snapshot = snapshots.get(strand);
    if (snapshot == null) {
      String words = strand.isStarted() ? "has ended" : "has not started";
      return new Wait(strand, List.of(), Target.words(words), null);
    }
    if (strand.suspended) {
      return suspended(strand, snapshot.stack());
    }
    return switch (Jdk.virtualThreads().stateOf(strand.thread)) {
      case BLOCKED -> entering(strand, snapshot);
      case WAITING -> waiting(strand, snapshot);
      case PARKED -> parked(strand, snapshot);
      default -> new Wait(strand, snapshot.stack(), Target.words("is ready to go on"), null);
    };
  }

  /** The executor that a thread works for; null if it is not known to work for one. */
  @Nullable Object executorOf(ManagedThread strand) {
    return executors.get(strand);
  }

  // ---- the loop's own futures ---------------------------------------------------------------

  private Wait suspended(ManagedThread strand, List<StackTraceElement> stack) {
    Target target = Target.words((strand.why.verb() + " " + strand.what).strip());
    Awaiting awaiting = strand.awaiting;
    if (awaiting == null || awaiting.awaited() == null || strand.what != awaiting.awaited()) {
      return new Wait(strand, stack, target, null);
    }
    List<Ender> enders = awaiting.enders().stream().map(ender -> ender(ender, null)).toList();
    String note = enders.isEmpty() ? "who is to complete it" + UNKNOWN : null;
    return Wait.forAll(strand, stack, target, note, enders);
  }

  // ---- monitors -----------------------------------------------------------------------------

  private Wait entering(ManagedThread strand, ThreadSnapshot snapshot) {
    Object monitor = MonitorSight.monitorOf(strand, snapshot);
    if (monitor == null) {
      Target target = Target.words(KindNames.ENTERS_MONITOR + "an unknown object");
      return new Wait(strand, snapshot.stack(), target, null);
    }
    Thing thing = thing(monitor);
    List<Ender> enders = new ArrayList<>();
    Ender holder = holderOf(thing, strand);
    if (holder != null) {
      enders.add(holder);
    }
    String note = enders.isEmpty() ? "its holder" + UNKNOWN : null;
    Target target = Target.of(KindNames.ENTERS_MONITOR, thing);
    return Wait.forAll(strand, snapshot.stack(), target, note, enders);
  }

  /** Who holds a monitor; its frame's line is where it is now, so that only the method is told. */
  private @Nullable Ender holderOf(Thing monitor, ManagedThread except) {
    for (Map.Entry<ManagedThread, ThreadSnapshot> other : snapshots.entrySet()) {
      ThreadSnapshot snapshot = other.getValue();
      StackTraceElement frame = frameOwning(snapshot, monitor.object());
      if (frame != null
          && other.getKey() != except
          && !isReleased(other.getKey(), snapshot, monitor)) {
        String taken = " (taken in " + Frames.methodOf(frame) + ")";
        return new Ender(
            other.getKey(), other.getKey().label(), new Held("the monitor of ", monitor, taken));
      }
    }
    return null;
  }

  /** The outermost frame that owns a monitor: the one that took it first. */
  private static @Nullable StackTraceElement frameOwning(ThreadSnapshot snapshot, Object monitor) {
    StackTraceElement frame = null;
    for (OwnedMonitor owned : snapshot.owned()) {
      if (owned.monitor() == monitor) {
        frame = owned.where();
      }
    }
    return frame;
  }

  /** Frames own the monitor that {@code Object.wait} has released, too. */
  private static boolean isReleased(ManagedThread strand, ThreadSnapshot snapshot, Thing monitor) {
    return isInObjectWait(snapshot.stack())
        && Jdk.virtualThreads().stateOf(strand.thread) != ThreadState.ON
        && MonitorSight.monitorOf(strand, snapshot) == monitor.object();
  }

  private static boolean isInObjectWait(List<StackTraceElement> stack) {
    return !stack.isEmpty()
        && stack.get(0).getClassName().equals("java.lang.Object")
        && stack.get(0).getMethodName().startsWith("wait");
  }

  private Wait waiting(ManagedThread strand, ThreadSnapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    if (has(stack, "java.util.TimerThread", "mainLoop")) {
      return new Wait(strand, stack, Target.words(Wait.IDLE + ", as the thread of Timer"), null);
    }
    Object object = MonitorSight.monitorOf(strand, snapshot);
    if (object instanceof Thread thread && has(stack, "java.lang.Thread", "join")) {
      Target target = Target.words("waits for thread " + threadName(thread) + " to end");
      return Wait.forAll(strand, stack, target, null, List.of(ender(thread, null)));
    }
    Target target =
        object == null
            ? Target.words("is in Object.wait on an unknown object")
            : Target.of("is in Object.wait on ", thing(object));
    return new Wait(strand, stack, target, "who is to notify it" + UNKNOWN);
  }

  // ---- java.util.concurrent -----------------------------------------------------------------

  private Wait parked(ManagedThread strand, ThreadSnapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    Object executor = executors.get(strand);
    if (executor != null && has(stack, CONCURRENT + "ThreadPoolExecutor", "getTask")) {
      Target target = Target.of(Wait.IDLE + ", as a worker of ", thing(executor));
      return new Wait(strand, stack, target, null);
    }
    if (has(stack, CONCURRENT + "ForkJoinPool", "awaitWork")) {
      Target target = Target.words(Wait.IDLE + ", as a worker of ForkJoinPool");
      return new Wait(strand, stack, target, null);
    }
    Target queue = queue(stack);
    if (queue != null) {
      return new Wait(strand, stack, queue, null);
    }
    Object blocker = snapshot.blocker();
    if (blocker == null) {
      if (has(stack, "java.lang.Thread", "sleep")) {
        String limit = strand.timedFor == 0 ? " until after the end of time" : limit(strand);
        return new Wait(strand, stack, Target.words("sleeps" + limit), null);
      }
      String note = strand.timedFor == 0 ? "who is to unpark it" + UNKNOWN : null;
      return new Wait(strand, stack, Target.words("is parked" + limit(strand)), note);
    }
    Wait wait = ofThread(strand, stack, blocker);
    if (wait == null) {
      wait = ofExecutor(strand, stack, blocker);
    }
    return wait == null ? ofSynchronizer(strand, stack, blocker) : wait;
  }

  private @Nullable Wait ofThread(
      ManagedThread strand, List<StackTraceElement> stack, Object blocker) {
    for (ManagedThread other : snapshots.keySet()) {
      if (Jdk.inspector().joins(blocker, other.thread)) {
        Target target = Target.words("waits for thread " + other.label() + " to end");
        Ender ender = new Ender(other, other.label(), null);
        return Wait.forAll(strand, stack, target, null, List.of(ender));
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
  private @Nullable Wait ofExecutor(
      ManagedThread strand, List<StackTraceElement> stack, Object blocker) {
    boolean completable = has(stack, CONCURRENT + "CompletableFuture", "waitingGet");
    if (blocker instanceof FutureTask<?> || completable) {
      Target target =
          Target.of(
              "waits for the result of ",
              new Thing(blocker, completable ? "CompletableFuture" : "FutureTask"));
      return ofFuture(strand, stack, target, blocker);
    }
    if (blocker instanceof ForkJoinTask<?>) {
      Target target = Target.of("waits for the result of ", thing(blocker));
      return new Wait(strand, stack, target, "who is to run it" + UNKNOWN);
    }
    Object ending =
        Jdk.inspector().lockOf(blocker) == null ? blocker : Jdk.inspector().lockOf(blocker);
    for (Object executor : executors.values()) {
      if (ending != null
          && Jdk.inspector().terminates(executor, ending)
          && inJdk(stack, "awaitTermination")) {
        List<Ender> workers = workersOf(executor);
        Target target = new Target("waits for ", thing(executor), " to terminate");
        String note = ((ExecutorService) executor).isShutdown() ? null : "which is not shut down";
        return Wait.forAll(strand, stack, target, note, workers);
      }
    }
    return null;
  }

  private Wait ofFuture(
      ManagedThread strand, List<StackTraceElement> stack, Target target, Object blocker) {
    Thread runner = blocker instanceof FutureTask<?> task ? Jdk.inspector().runnerOf(task) : null;
    if (runner != null) {
      Ender ender = ender(runner, null);
      return Wait.forAll(strand, stack, target, "which " + ender.label() + " runs", List.of(ender));
    }
    for (Object executor : executors.values()) {
      if (executor instanceof ThreadPoolExecutor pool
          && Jdk.inspector().queued(pool).stream()
              .anyMatch(q -> Jdk.inspector().wakes(q, blocker))) {
        List<Ender> workers = workersOf(pool);
        String note =
            "which stands in the queue of "
                + KindNames.nameOf(pool)
                + (workers.size() == 1
                    ? ", whose only worker " + workers.get(0).label() + " is busy"
                    : ", whose " + workers.size() + " workers are all busy");
        return new Wait(strand, stack, target, note, workers, true, strand.timedFor != 0);
      }
    }
    String unknown = blocker instanceof FutureTask<?> ? "run" : "complete";
    return new Wait(strand, stack, target, "who is to " + unknown + " it" + UNKNOWN);
  }

  private List<Ender> workersOf(Object executor) {
    List<Ender> workers = new ArrayList<>();
    executors.forEach(
        (strand, owner) -> {
          if (owner == executor) {
            workers.add(new Ender(strand, strand.label(), null));
          }
        });
    return workers;
  }

  private Wait ofSynchronizer(ManagedThread strand, List<StackTraceElement> stack, Object blocker) {
    String type = blocker.getClass().getName();
    Thing thing = thing(blocker);
    if (type.startsWith(LOCKS + "ReentrantReadWriteLock$")) {
      return readWriteLock(strand, stack, blocker, thing);
    }
    Thread owner = Jdk.snapshots().ownerOf(blocker);
    if (owner != null) {
      Ender ender = ender(owner, new Held("", thing, takenAt(blocker)));
      return Wait.forAll(strand, stack, Target.of("waits for ", thing), null, List.of(ender));
    }
    if (type.startsWith(CONCURRENT + "Semaphore$")) {
      String note =
          "which has " + Jdk.inspector().countOf(blocker) + " left; who holds them" + UNKNOWN;
      return new Wait(strand, stack, Target.of("waits for a permit of ", thing), note);
    }
    if (type.startsWith(CONCURRENT + "CountDownLatch$")) {
      String note =
          "whose count is "
              + Jdk.inspector().countOf(blocker)
              + "; who is to count it down"
              + UNKNOWN;
      return new Wait(strand, stack, Target.of("waits for ", thing), note);
    }
    Phaser phaser = Jdk.inspector().phaserOf(blocker);
    if (phaser != null) {
      String note =
          "where "
              + phaser.getUnarrivedParties()
              + " of "
              + phaser.getRegisteredParties()
              + " parties are missing";
      Target target = Target.of("waits at ", new Thing(phaser, "Phaser"));
      return new Wait(strand, stack, target, note);
    }
    if (blocker instanceof StampedLock lock) {
      String note =
          (lock.isWriteLocked()
                  ? "which is locked for writing"
                  : "which has " + lock.getReadLockCount() + " readers")
              + "; its holder"
              + UNKNOWN;
      return new Wait(strand, stack, Target.of("waits for ", thing), note);
    }
    return condition(strand, stack, blocker, thing);
  }

  private Wait condition(
      ManagedThread strand, List<StackTraceElement> stack, Object blocker, Thing thing) {
    Object lock = Jdk.inspector().lockOf(blocker);
    if (!thing.kind().equals("Condition") || lock == null) {
      return new Wait(strand, stack, Target.of("waits in ", thing), null);
    }
    if (has(stack, CONCURRENT + "CyclicBarrier", "dowait")) {
      long here = snapshots.values().stream().filter(other -> other.blocker() == blocker).count();
      String note =
          "where " + here + (here == 1 ? " party waits" : " parties wait") + " for others";
      Target target = Target.of("waits at ", new Thing(blocker, "CyclicBarrier"));
      return new Wait(strand, stack, target, note);
    }
    Target target = Target.of("waits to be signalled on a Condition of ", thing(lock));
    return new Wait(strand, stack, target, "who is to signal it" + UNKNOWN);
  }

  private Wait readWriteLock(
      ManagedThread strand, List<StackTraceElement> stack, Object lock, Thing thing) {
    boolean writes = has(stack, LOCKS + "ReentrantReadWriteLock$WriteLock", "");
    List<Ender> enders = new ArrayList<>();
    String note = null;
    Thread writer = Jdk.snapshots().ownerOf(lock);
    if (writer != null) {
      enders.add(ender(writer, new Held("the write lock of ", thing, takenAt(lock))));
    } else if (writes) {
      for (ManagedThread reader : snapshots.keySet()) {
        if (Jdk.inspector().holdsReadLock(lock, reader.shown(), reader.thread)) {
          Held held = new Held("the read lock of ", thing, "");
          enders.add(new Ender(reader, reader.label(), held));
        }
      }
      note = enders.isEmpty() ? "its holder" + UNKNOWN : null;
    } else {
      Thread first = Jdk.inspector().firstQueued(lock);
      if (first != null && strandOf(first) != strand) {
        Ender ender = ender(first, null);
        enders.add(ender);
        note = "behind " + ender.label() + ", which waits for the write lock";
      }
    }
    String part = writes ? "the write lock of " : "the read lock of ";
    return Wait.forAll(strand, stack, Target.of("waits for " + part, thing), note, enders);
  }

  /** Where the owner of a lock has taken it, in words; empty if the loop does not keep that. */
  private String takenAt(Object lock) {
    StackTraceElement place = origins.of(lock);
    return place == null ? "" : " (taken at " + Frames.line(place) + ")";
  }

  private static String limit(ManagedThread strand) {
    return strand.timedFor == 0 ? "" : " for " + Trace.time(Duration.ofNanos(strand.timedFor));
  }

  // ---- words --------------------------------------------------------------------------------

  private Ender ender(Thread thread, @Nullable Held held) {
    ManagedThread strand = strandOf(thread);
    return strand == null
        ? new Ender(null, "thread " + threadName(thread), held)
        : new Ender(strand, strand.label(), held);
  }

  /** The strand of a thread as the program knows it; null if the loop does not run it. */
  private @Nullable ManagedThread strandOf(Thread thread) {
    ManagedThread managed = ManagedThread.of(BackedThread.runnerOf(thread));
    return managed != null && managed.isOf(threads) ? managed : null;
  }

  private String threadName(Thread thread) {
    ManagedThread strand = strandOf(thread);
    return strand == null ? thread.getName() : strand.label();
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
