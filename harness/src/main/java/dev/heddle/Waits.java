package dev.heddle;

import dev.heddle.Wait.Ender;
import dev.heddle.Wait.Held;
import dev.heddle.Wait.Target;
import dev.heddle.Wait.Thing;
import dev.heddle.internal.Insides;
import dev.heddle.internal.Jdk;
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
final class Waits {
  /** How what is said of a worker begins that has nothing to do. */
  static final String IDLE = "is idle";

  private static final String UNKNOWN = " is not known";
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final String CONCURRENT = "java.util.concurrent.";

  /** What the VM says of each live thread that has started. */
  private final Map<Strand, Jdk.Snapshot> snapshots = new LinkedHashMap<>();

  /** The executor that each worker works for. */
  private final Map<Strand, Object> executors = new LinkedHashMap<>();

  private final Engine engine;

  Waits(Engine engine) {
    this.engine = engine;
    for (Strand strand : engine.strands) {
      Jdk.Snapshot snapshot = strand.isStarted() ? Jdk.snapshot(strand.thread) : null;
      if (snapshot != null) {
        snapshots.put(strand, snapshot);
      }
      Object executor = Insides.executorOf(Insides.bodyOf(strand.shown()));
      if (executor != null) {
        executors.put(strand, executor);
      }
    }
  }

  /** A live strand, for a report. */
  Wait of(Strand strand) {
    Jdk.Snapshot snapshot = snapshots.get(strand);
    if (snapshot == null) {
      String words = strand.isStarted() ? "has ended" : "has not started";
      return new Wait(strand, List.of(), Target.words(words), null);
    }
    if (strand.suspended) {
      return suspended(strand, snapshot.stack());
    }
    return switch (Jdk.stateOf(strand.thread)) {
      case BLOCKED -> entering(strand, snapshot);
      case WAITING -> waiting(strand, snapshot);
      case PARKED -> parked(strand, snapshot);
      default -> new Wait(strand, snapshot.stack(), Target.words("is ready to go on"), null);
    };
  }

  /** The executor that a thread works for; null if it is not known to work for one. */
  @Nullable Object executorOf(Strand strand) {
    return executors.get(strand);
  }

  // ---- the loop's own futures ---------------------------------------------------------------

  private static Wait suspended(Strand strand, List<StackTraceElement> stack) {
    Target target = Target.words((strand.why.verb() + " " + strand.what).strip());
    LoopFuture<?> future = strand.waiter;
    if (future == null || strand.what != future) {
      return new Wait(strand, stack, target, null);
    }
    List<Ender> enders = new ArrayList<>();
    addTasks(future, enders);
    String note = enders.isEmpty() ? "who is to complete it" + UNKNOWN : null;
    return Wait.forAll(strand, stack, target, note, enders);
  }

  private static void addTasks(LoopFuture<?> future, List<Ender> enders) {
    if (future instanceof Task<?> task) {
      enders.add(new Ender(task.strand, task.getName(), null));
    } else if (future instanceof Gathering<?> gathering) {
      gathering.unfinished().forEach(child -> addTasks(child, enders));
    }
  }

  // ---- monitors -----------------------------------------------------------------------------

  private Wait entering(Strand strand, Jdk.Snapshot snapshot) {
    Object monitor = Monitors.monitorOf(strand, snapshot);
    if (monitor == null) {
      Target target = Target.words(Pending.ENTERS_MONITOR + "an unknown object");
      return new Wait(strand, snapshot.stack(), target, null);
    }
    Thing thing = thing(monitor);
    List<Ender> enders = new ArrayList<>();
    Ender holder = holderOf(thing, strand);
    if (holder != null) {
      enders.add(holder);
    }
    String note = enders.isEmpty() ? "its holder" + UNKNOWN : null;
    Target target = Target.of(Pending.ENTERS_MONITOR, thing);
    return Wait.forAll(strand, snapshot.stack(), target, note, enders);
  }

  /** Who holds a monitor; its frame's line is where it is now, so that only the method is told. */
  private @Nullable Ender holderOf(Thing monitor, Strand except) {
    for (Map.Entry<Strand, Jdk.Snapshot> other : snapshots.entrySet()) {
      Jdk.Snapshot snapshot = other.getValue();
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
  private static boolean isReleased(Strand strand, Jdk.Snapshot snapshot, Thing monitor) {
    return isInObjectWait(snapshot.stack())
        && Jdk.stateOf(strand.thread) != Jdk.State.ON
        && Monitors.monitorOf(strand, snapshot) == monitor.object();
  }

  private static boolean isInObjectWait(List<StackTraceElement> stack) {
    return !stack.isEmpty()
        && stack.get(0).getClassName().equals("java.lang.Object")
        && stack.get(0).getMethodName().startsWith("wait");
  }

  private Wait waiting(Strand strand, Jdk.Snapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    if (has(stack, "java.util.TimerThread", "mainLoop")) {
      return new Wait(strand, stack, Target.words(IDLE + ", as the thread of Timer"), null);
    }
    Object object = Monitors.monitorOf(strand, snapshot);
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

  private Wait parked(Strand strand, Jdk.Snapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    Object executor = executors.get(strand);
    if (executor != null && has(stack, CONCURRENT + "ThreadPoolExecutor", "getTask")) {
      Target target = Target.of(IDLE + ", as a worker of ", thing(executor));
      return new Wait(strand, stack, target, null);
    }
    if (has(stack, CONCURRENT + "ForkJoinPool", "awaitWork")) {
      Target target = Target.words(IDLE + ", as a worker of ForkJoinPool");
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

  private @Nullable Wait ofThread(Strand strand, List<StackTraceElement> stack, Object blocker) {
    for (Strand other : snapshots.keySet()) {
      if (Insides.joins(blocker, other.thread)) {
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
  private @Nullable Wait ofExecutor(Strand strand, List<StackTraceElement> stack, Object blocker) {
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
    Object ending = Insides.lockOf(blocker) == null ? blocker : Insides.lockOf(blocker);
    for (Object executor : executors.values()) {
      if (ending != null
          && Insides.terminates(executor, ending)
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
      Strand strand, List<StackTraceElement> stack, Target target, Object blocker) {
    Thread runner = blocker instanceof FutureTask<?> task ? Insides.runnerOf(task) : null;
    if (runner != null) {
      Ender ender = ender(runner, null);
      return Wait.forAll(strand, stack, target, "which " + ender.label() + " runs", List.of(ender));
    }
    for (Object executor : executors.values()) {
      if (executor instanceof ThreadPoolExecutor pool
          && Insides.queued(pool).stream().anyMatch(q -> Insides.wakes(q, blocker))) {
        List<Ender> workers = workersOf(pool);
        String note =
            "which stands in the queue of "
                + nameOf(pool)
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

  private Wait ofSynchronizer(Strand strand, List<StackTraceElement> stack, Object blocker) {
    String type = blocker.getClass().getName();
    Thing thing = thing(blocker);
    if (type.startsWith(LOCKS + "ReentrantReadWriteLock$")) {
      return readWriteLock(strand, stack, blocker, thing);
    }
    Thread owner = Jdk.ownerOf(blocker);
    if (owner != null) {
      Ender ender = ender(owner, new Held("", thing, takenAt(blocker)));
      return Wait.forAll(strand, stack, Target.of("waits for ", thing), null, List.of(ender));
    }
    if (type.startsWith(CONCURRENT + "Semaphore$")) {
      String note = "which has " + Insides.countOf(blocker) + " left; who holds them" + UNKNOWN;
      return new Wait(strand, stack, Target.of("waits for a permit of ", thing), note);
    }
    if (type.startsWith(CONCURRENT + "CountDownLatch$")) {
      String note =
          "whose count is " + Insides.countOf(blocker) + "; who is to count it down" + UNKNOWN;
      return new Wait(strand, stack, Target.of("waits for ", thing), note);
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
      Strand strand, List<StackTraceElement> stack, Object blocker, Thing thing) {
    Object lock = Insides.lockOf(blocker);
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
      Strand strand, List<StackTraceElement> stack, Object lock, Thing thing) {
    boolean writes = has(stack, LOCKS + "ReentrantReadWriteLock$WriteLock", "");
    List<Ender> enders = new ArrayList<>();
    String note = null;
    Thread writer = Jdk.ownerOf(lock);
    if (writer != null) {
      enders.add(ender(writer, new Held("the write lock of ", thing, takenAt(lock))));
    } else if (writes) {
      for (Strand reader : snapshots.keySet()) {
        if (Insides.holdsReadLock(lock, reader.shown(), reader.thread)) {
          Held held = new Held("the read lock of ", thing, "");
          enders.add(new Ender(reader, reader.label(), held));
        }
      }
      note = enders.isEmpty() ? "its holder" + UNKNOWN : null;
    } else {
      Thread first = Insides.firstQueued(lock);
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
    StackTraceElement place = engine.origins.of(lock);
    return place == null ? "" : " (taken at " + Frames.line(place) + ")";
  }

  private static String limit(Strand strand) {
    return strand.timedFor == 0 ? "" : " for " + Trace.time(Duration.ofNanos(strand.timedFor));
  }

  // ---- words --------------------------------------------------------------------------------

  private Ender ender(Thread thread, @Nullable Held held) {
    Strand strand = strandOf(thread);
    return strand == null
        ? new Ender(null, "thread " + threadName(thread), held)
        : new Ender(strand, strand.label(), held);
  }

  /** The strand of a thread as the program knows it; null if the loop does not run it. */
  private @Nullable Strand strandOf(Thread thread) {
    return Jdk.schedulerOf(Insides.runnerOf(thread)) instanceof Strand strand
            && strand.engine == engine
        ? strand
        : null;
  }

  private String threadName(Thread thread) {
    Strand strand = strandOf(thread);
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
    return new Thing(object, kind(object));
  }

  /** What an object is called, as others of its kind are. */
  static String kind(Object object) {
    if (object instanceof Class<?> type) {
      return "class " + type.getSimpleName();
    }
    if (object instanceof Thread thread) {
      return "thread " + thread.getName();
    }
    if (Insides.isTimer(object)) {
      return "Timer";
    }
    if (object.getClass().getName().startsWith("java.")) {
      return on(object);
    }
    String simple = object.getClass().getSimpleName();
    return simple.isEmpty() || simple.contains("$$Lambda") ? nameOf(object) : simple;
  }

  /** A synchronizer, monitor or thread by its class, since its identity differs between runs. */
  static String on(@Nullable Object blocker) {
    if (blocker == null) {
      return "";
    }
    if (blocker instanceof Thread thread) {
      return "thread " + thread.getName();
    }
    Class<?> type = blocker.getClass();
    if (type.getSimpleName().equals("ConditionObject")) {
      return "Condition";
    }
    Class<?> outer = type.getEnclosingClass();
    return outer != null && type.getName().startsWith("java.")
        ? outer.getSimpleName()
        : nameOf(blocker);
  }

  /** The simple name of an object's class, or of the class that a lambda was written in. */
  static String nameOf(Object object) {
    String name = object.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    String readable = lambda < 0 ? name : name.substring(0, lambda);
    return readable.substring(readable.lastIndexOf('.') + 1);
  }
}
