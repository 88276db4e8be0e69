package dev.heddle.internal.testing;

import dev.heddle.Loop;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** What the methods of one test get as parameters: one instance of each type. */
public final class LoopParameters {
  /** How many threads the scheduled executor has at most. */
  static final int SCHEDULER_THREADS = 16;

  /** The virtual time that what an executor still runs has to end in, once it is interrupted. */
  private static final long MINUTES_TO_END = 1;

  private static final Set<Class<?>> TYPES =
      Set.of(
          Loop.class,
          Clock.class,
          InstantSource.class,
          ThreadFactory.class,
          ExecutorService.class,
          ScheduledExecutorService.class);

  private final Loop loop;

  /** What was asked for, by type. */
  private final Map<Class<?>, Object> instances = new LinkedHashMap<>();

  public LoopParameters(Loop loop) {
    this.loop = loop;
  }

  /** Whether a parameter of this type can be had. */
  public static boolean knows(Class<?> type) {
    return TYPES.contains(type);
  }

  /** The one instance of a type that is {@linkplain #knows known}. */
  public Object get(Class<?> type) {
    Class<?> key = type == InstantSource.class ? Clock.class : type;
    return instances.computeIfAbsent(key, this::make);
  }

  private Object make(Class<?> type) {
    if (type == Loop.class) {
      return loop;
    }
    if (type == Clock.class) {
      return loop.clock();
    }
    ThreadFactory threads = loop.threadFactory();
    if (type == ExecutorService.class) {
      return Executors.newThreadPerTaskExecutor(threads);
    }
    return type == ScheduledExecutorService.class
        ? new ScheduledThreadPoolExecutor(SCHEDULER_THREADS, threads)
        : threads;
  }

  /** Ends the executors. In a task of the loop. */
  void shutDown() throws InterruptedException {
    List<ExecutorService> executors = new ArrayList<>();
    for (Object instance : instances.values()) {
      if (instance instanceof ExecutorService executor) {
        executor.shutdownNow();
        executors.add(executor);
      }
    }
    for (ExecutorService executor : executors) {
      executor.awaitTermination(MINUTES_TO_END, TimeUnit.MINUTES);
    }
  }
}
