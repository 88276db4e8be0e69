package dev.heddle.internal;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's synchronizers, futures and executors know and do not tell: for reports on threads
 * that stand still. Whatever is missing in a JDK is taken as not known, since a report is to be
 * made of what there is.
 */
public final class Insides {
  /** How many fields a wrapper's body may be away from it. */
  private static final int WRAPPINGS = 3;

  private static final ClassValue<Map<String, Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Insides() {}

  // ---- threads ----------------------------------------------------------------------------

  /** What a thread was made to run, perhaps itself; null if it is not known. */
  public static @Nullable Object bodyOf(Thread thread) {
    if (thread.isVirtual()) {
      return get(get(get(thread, "cont"), "target"), "val$task");
    }
    StandIn standIn = StandIn.of(thread);
    Object task = standIn == null ? get(get(thread, "holder"), "task") : get(standIn, "task");
    return task == null ? thread : task;
  }

  /** The thread that runs in place of {@code thread}, or {@code thread} itself. */
  public static Thread runnerOf(Thread thread) {
    return StandIn.runnerOf(thread);
  }

  /** Whether who is parked on {@code blocker} waits for the end of a virtual thread. */
  public static boolean joins(Object blocker, Thread thread) {
    Object latch = thread.isVirtual() ? get(thread, "termination") : null;
    return latch != null && get(latch, "sync") == blocker;
  }

  // ---- locks ------------------------------------------------------------------------------

  /** The number that a synchronizer counts with: permits of a semaphore, the count of a latch. */
  public static int countOf(Object synchronizer) {
    return get(synchronizer, "state") instanceof Integer count ? count : 0;
  }

  /** The synchronizer of the lock that a condition belongs to; null if it is not known. */
  public static @Nullable Object lockOf(Object condition) {
    return get(condition, "this$0");
  }

  /**
   * Whether a thread holds the read lock of a {@code ReentrantReadWriteLock}.
   *
   * @param shown the thread as the program knows it, and so the lock
   * @param runner the thread that runs in its place, or the same: it has the thread locals
   */
  public static boolean holdsReadLock(Object synchronizer, Thread shown, Thread runner) {
    if (get(synchronizer, "firstReader") == shown) {
      return true;
    }
    Object holds = valueOf(runner, get(synchronizer, "readHolds"));
    return get(holds, "count") instanceof Integer count && count > 0;
  }

  /** What a thread has in a thread local; null if there is nothing. */
  private static @Nullable Object valueOf(Thread thread, @Nullable Object local) {
    if (get(get(thread, "threadLocals"), "table") instanceof Object[] table) {
      for (Object entry : table) {
        if (entry instanceof java.lang.ref.Reference<?> key
            && local != null
            && refers(key, local)) {
          return get(entry, "value");
        }
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private static boolean refers(java.lang.ref.Reference<?> reference, Object to) {
    return ((java.lang.ref.Reference<Object>) reference).refersTo(to);
  }

  /** The thread that is first in the queue of a synchronizer; null if none is. */
  public static @Nullable Thread firstQueued(Object synchronizer) {
    if (synchronizer instanceof AbstractQueuedLongSynchronizer queued) {
      return queued.getFirstQueuedThread();
    }
    return synchronizer instanceof AbstractQueuedSynchronizer queued
        ? queued.getFirstQueuedThread()
        : null;
  }

  /** The phaser that a thread waits for; null if {@code blocker} is not of one. */
  public static @Nullable Phaser phaserOf(Object blocker) {
    return get(blocker, "phaser") instanceof Phaser phaser ? phaser : null;
  }

  // ---- futures and executors --------------------------------------------------------------

  /** The thread that runs a task, or is about to; null if it is not known. */
  public static @Nullable Thread runnerOf(FutureTask<?> task) {
    Object runner = get(task, "runner");
    return (runner == null ? get(task, "thread") : runner) instanceof Thread thread ? thread : null;
  }

  /** Whether an object is the queue of a {@code Timer}, which stands for it. */
  public static boolean isTimer(Object executor) {
    return executor.getClass().getName().equals("java.util.TaskQueue");
  }

  /** The executor, or the {@code Timer}'s queue, that a thread works for by running this. */
  public static @Nullable Object executorOf(@Nullable Object body) {
    Object inner = body;
    for (int depth = 0; inner != null && depth < WRAPPINGS; depth++) {
      String type = inner.getClass().getName();
      if (type.equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
        return get(inner, "this$0");
      }
      if (type.equals("java.util.concurrent.ThreadPerTaskExecutor$ThreadBoundFuture")
          || type.equals("java.util.concurrent.ThreadPerTaskExecutor$TaskRunner")) {
        Object executor = get(inner, "executor");
        return executor == null ? get(inner, "this$0") : executor;
      }
      if (type.equals("java.util.TimerThread")) {
        return get(inner, "queue");
      }
      inner = wrapped(inner);
    }
    return null;
  }

  /** The one runnable that a wrapper of somebody's own thread factory holds. */
  private static @Nullable Object wrapped(Object wrapper) {
    for (Field field : wrapper.getClass().getDeclaredFields()) {
      if (Runnable.class.isAssignableFrom(field.getType())) {
        return get(wrapper, field.getName());
      }
    }
    return null;
  }

  /** Whether an executor ends when nothing waits for {@code synchronizer} any more. */
  public static boolean terminates(Object executor, Object synchronizer) {
    Object end =
        executor instanceof ThreadPoolExecutor
            ? get(executor, "mainLock")
            : get(executor, "terminationSignal");
    return end != null && get(end, "sync") == synchronizer;
  }

  /** The tasks in the queue of a pool. */
  public static List<Object> queued(ThreadPoolExecutor pool) {
    try {
      return new ArrayList<>(pool.getQueue());
    } catch (RuntimeException | Error e) {
      return List.of(); // somebody holds the queue's own lock
    }
  }

  /** The wall clock, in milliseconds, at which the tasks of a {@code Timer} are due. */
  public static long[] dueOf(Object timer) {
    Object tasks = get(timer, "queue");
    int size = get(timer, "size") instanceof Integer count ? count : 0;
    long[] due = new long[size];
    for (int i = 0; i < size; i++) {
      Object task = java.lang.reflect.Array.get(tasks, i + 1);
      due[i] = get(task, "nextExecutionTime") instanceof Long time ? time : 0;
    }
    return due;
  }

  /** The virtual time at which a task of a {@code ScheduledThreadPoolExecutor} is due. */
  public static long dueAt(Object task) {
    return get(task, "time") instanceof Long time ? time - HookInstaller.FIRST_NANO_TIME : 0;
  }

  /** Whether who is parked on {@code blocker} can go on once {@code queued} has run. */
  public static boolean wakes(Object queued, Object blocker) {
    if (queued == blocker) {
      return true;
    }
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> futures = new ArrayDeque<>();
    add(futures, seen, get(queued, "dep"));
    while (!futures.isEmpty()) {
      Object completion = get(futures.remove(), "stack");
      while (completion != null) {
        if (completion == blocker) {
          return true;
        }
        Object base = get(completion, "base");
        add(futures, seen, get(base == null ? completion : base, "dep"));
        completion = get(completion, "next");
      }
    }
    return false;
  }

  private static void add(Deque<Object> futures, Set<Object> seen, @Nullable Object future) {
    if (future != null && seen.add(future)) {
      futures.add(future);
    }
  }

  // ---- fields -----------------------------------------------------------------------------

  /** The value of a field of an object; null if either is missing. */
  private static @Nullable Object get(@Nullable Object owner, String name) {
    if (owner == null) {
      return null;
    }
    Map<String, Field> known = FIELDS.get(owner.getClass());
    Field field = known.get(name);
    try {
      if (field == null) {
        field = find(owner.getClass(), name);
        if (field == null) {
          return null;
        }
        known.put(name, field);
      }
      return field.get(owner);
    } catch (IllegalAccessException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Field find(Class<?> owner, String name) {
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    return null;
  }
}
