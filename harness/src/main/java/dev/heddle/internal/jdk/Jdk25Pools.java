package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** By the fields of {@code ForkJoinPool}, and by what makes objects that are deserialised. */
final class Jdk25Pools implements PoolInternals {
  private static final MethodHandle NEW_COMMON_POOL;
  private static final VarHandle WORKER_NAME_PREFIX;
  private static final VarHandle CONFIG;
  private static final VarHandle KEEP_ALIVE;
  private static final VarHandle SATURATE;
  private static final MethodHandle NEW_CONSTRUCTOR;

  static {
    try {
      MethodHandles.Lookup in = Handles.in(ForkJoinPool.class);
      NEW_COMMON_POOL =
          in.findConstructor(ForkJoinPool.class, MethodType.methodType(void.class, byte.class));
      WORKER_NAME_PREFIX = in.findVarHandle(ForkJoinPool.class, "workerNamePrefix", String.class);
      CONFIG = in.findVarHandle(ForkJoinPool.class, "config", long.class);
      KEEP_ALIVE = in.findVarHandle(ForkJoinPool.class, "keepAlive", long.class);
      SATURATE = in.findVarHandle(ForkJoinPool.class, "saturate", Predicate.class);
      Class<?> reflection = Class.forName("jdk.internal.reflect.ReflectionFactory");
      NEW_CONSTRUCTOR =
          MethodHandles.lookup()
              .findVirtual(
                  reflection,
                  "newConstructorForSerialization",
                  MethodType.methodType(Constructor.class, Class.class, Constructor.class))
              .bindTo(reflection.getMethod("getReflectionFactory").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw Handles.missing(e);
    }
  }

  @Override
  public ForkJoinPool newCommonPool() {
    try {
      return (ForkJoinPool) NEW_COMMON_POOL.invokeExact((byte) 0);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public boolean isCommonPool(ForkJoinPool pool) {
    return WORKER_NAME_PREFIX.get(pool) == null;
  }

  @Override
  public ForkJoinPool copyOf(ForkJoinPool pool) {
    long config = (long) CONFIG.get(pool);
    int parallelism = pool.getParallelism();
    int spares = (int) (config >>> 32) & 0xffff;
    int runnable = (int) (config >>> 48) & 0xffff;
    return new ForkJoinPool(
        parallelism,
        pool.getFactory(),
        pool.getUncaughtExceptionHandler(),
        pool.getAsyncMode(),
        parallelism,
        parallelism + spares,
        runnable,
        saturate(pool),
        (long) KEEP_ALIVE.get(pool),
        TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("unchecked")
  private static Predicate<? super ForkJoinPool> saturate(ForkJoinPool pool) {
    return (Predicate<? super ForkJoinPool>) SATURATE.get(pool);
  }

  @Override
  public Constructor<?> constructorOf(Class<?> type, Constructor<?> constructor) {
    try {
      return (Constructor<?>) NEW_CONSTRUCTOR.invoke(type, constructor);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
