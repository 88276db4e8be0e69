package dev.heddle.internal.jdk;

import java.lang.reflect.Constructor;
import java.util.concurrent.ForkJoinPool;

/** What it takes to make a pool like another one. */
public interface PoolInternals {
  /** A pool like the common one; its parallelism follows from the processors that are seen. */
  ForkJoinPool newCommonPool();

  /** Whether {@code pool} is a common pool: the JVM's, or that of a loop. */
  boolean isCommonPool(ForkJoinPool pool);

  /** A pool with the settings of another one. */
  ForkJoinPool copyOf(ForkJoinPool pool);

  /** Makes objects of {@code type} by the constructor of a class that it extends. */
  Constructor<?> constructorOf(Class<?> type, Constructor<?> constructor);
}
