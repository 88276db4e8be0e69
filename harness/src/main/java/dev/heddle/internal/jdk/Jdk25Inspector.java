package dev.heddle.internal.jdk;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/** By the private fields of the JDK's classes, which are looked for when they are read. */
class Jdk25Inspector implements Inspector {
  /** How many fields a wrapper's body may be away from it. */
  private static final int WRAPPINGS = 3;

  private static final ClassValue<Map<String, Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  // ---- threads ----------------------------------------------------------------------------

  @Override
  public @Nullable Object bodyOf(Thread virtual) {
    return get(get(get(virtual, "cont"), "target"), "val$task");
  }

  @Override
  public boolean joins(Object blocker, Thread thread) {
    Object latch = thread.isVirtual() ? get(thread, "termination") : null;
    return latch != null && get(latch, "sync") == blocker;
  }

  // ---- locks ------------------------------------------------------------------------------

  @Override
  public int countOf(Object synchronizer) {
    return get(synchronizer, "state") instanceof Integer count ? count : 0;
  }

  @Override
  public @Nullable Object lockOf(Object condition) {
    return get(condition, "this$0");
  }

  @Override
  public boolean holdsReadLock(Object synchronizer, Thread shown, Thread runner) {
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

  @Override
  public @Nullable Thread firstQueued(Object synchronizer) {
    if (synchronizer instanceof AbstractQueuedLongSynchronizer queued) {
      return queued.getFirstQueuedThread();
    }
    return synchronizer instanceof AbstractQueuedSynchronizer queued
        ? queued.getFirstQueuedThread()
        : null;
  }

  @Override
  public @Nullable Phaser phaserOf(Object blocker) {
    return get(blocker, "phaser") instanceof Phaser phaser ? phaser : null;
  }

  // ---- futures and executors --------------------------------------------------------------

  @Override
  public @Nullable Thread runnerOf(FutureTask<?> task) {
    Object runner = get(task, "runner");
    return (runner == null ? get(task, "thread") : runner) instanceof Thread thread ? thread : null;
  }

  @Override
  public boolean isTimer(Object executor) {
    return executor.getClass().getName().equals("java.util.TaskQueue");
  }

  @Override
  public @Nullable Object executorOf(@Nullable Object body) {
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

  @Override
  public boolean terminates(Object executor, Object synchronizer) {
    Object end =
        executor instanceof ThreadPoolExecutor
            ? get(executor, "mainLock")
            : get(executor, "terminationSignal");
    return end != null && get(end, "sync") == synchronizer;
  }

  @Override
  public List<Object> queued(ThreadPoolExecutor pool) {
    try {
      return new ArrayList<>(pool.getQueue());
    } catch (RuntimeException | Error e) {
      return List.of(); // somebody holds the queue's own lock
    }
  }

  @Override
  public long[] dueOf(Object timer) {
    Object tasks = get(timer, "queue");
    int size = get(timer, "size") instanceof Integer count ? count : 0;
    long[] due = new long[size];
    for (int i = 0; i < size; i++) {
      Object task = java.lang.reflect.Array.get(tasks, i + 1);
      due[i] = get(task, "nextExecutionTime") instanceof Long time ? time : 0;
    }
    return due;
  }

  @Override
  public OptionalLong nanoTimeOf(Object task) {
    return get(task, "time") instanceof Long time ? OptionalLong.of(time) : OptionalLong.empty();
  }

  @Override
  public boolean wakes(Object queued, Object blocker) {
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
