package dev.heddle.internal.pool;

import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.jdk.Jdk;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool with the settings of another one, without its threads and tasks. A subclass keeps
 * its class, and shares with the other pool what its own fields refer to.
 */
final class PoolCopy {
  private static final Class<?> DEFAULT_FACTORY = Executors.defaultThreadFactory().getClass();

  private PoolCopy() {}

  /**
   * Copies a pool.
   *
   * @return null if it cannot be copied: it is shut down, is a subclass of a {@code ForkJoinPool},
   *     has a queue of a class that is not the JDK's, or fields that its module hides
   */
  static @Nullable ExecutorService of(ExecutorService pool) {
    if (pool.isShutdown()) {
      return null;
    }
    try {
      if (pool instanceof ScheduledThreadPoolExecutor scheduled) {
        return copy(scheduled);
      }
      if (pool instanceof ThreadPoolExecutor threads) {
        return copy(threads);
      }
      return pool.getClass() == ForkJoinPool.class ? Jdk.pools().copyOf((ForkJoinPool) pool) : null;
    } catch (ReflectiveOperationException e) {
      throw UnsupportedJvmException.lacks(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable ExecutorService copy(ScheduledThreadPoolExecutor pool)
      throws ReflectiveOperationException {
    ScheduledThreadPoolExecutor copy =
        newInstance(
            pool,
            ScheduledThreadPoolExecutor.class.getConstructor(
                int.class, ThreadFactory.class, RejectedExecutionHandler.class),
            pool.getCorePoolSize(),
            factoryOf(pool),
            pool.getRejectedExecutionHandler());
    if (copy == null) {
      return null;
    }
    copy.setMaximumPoolSize(pool.getMaximumPoolSize());
    copy.setKeepAliveTime(pool.getKeepAliveTime(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
    copy.allowCoreThreadTimeOut(pool.allowsCoreThreadTimeOut());
    copy.setRemoveOnCancelPolicy(pool.getRemoveOnCancelPolicy());
    copy.setContinueExistingPeriodicTasksAfterShutdownPolicy(
        pool.getContinueExistingPeriodicTasksAfterShutdownPolicy());
    copy.setExecuteExistingDelayedTasksAfterShutdownPolicy(
        pool.getExecuteExistingDelayedTasksAfterShutdownPolicy());
    return copy;
  }

  private static @Nullable ExecutorService copy(ThreadPoolExecutor pool)
      throws ReflectiveOperationException {
    BlockingQueue<Runnable> queue = emptyLike(pool.getQueue());
    if (queue == null) {
      return null;
    }
    ThreadPoolExecutor copy =
        newInstance(
            pool,
            ThreadPoolExecutor.class.getConstructor(
                int.class,
                int.class,
                long.class,
                TimeUnit.class,
                BlockingQueue.class,
                ThreadFactory.class,
                RejectedExecutionHandler.class),
            pool.getCorePoolSize(),
            pool.getMaximumPoolSize(),
            pool.getKeepAliveTime(TimeUnit.NANOSECONDS),
            TimeUnit.NANOSECONDS,
            queue,
            factoryOf(pool),
            pool.getRejectedExecutionHandler());
    if (copy != null) {
      copy.allowCoreThreadTimeOut(pool.allowsCoreThreadTimeOut());
    }
    return copy;
  }

  /** The default factory counts threads, and the loop begins to count anew. */
  private static ThreadFactory factoryOf(ThreadPoolExecutor pool) {
    ThreadFactory factory = pool.getThreadFactory();
    return factory.getClass() == DEFAULT_FACTORY ? Executors.defaultThreadFactory() : factory;
  }

  private static @Nullable BlockingQueue<Runnable> emptyLike(BlockingQueue<Runnable> queue) {
    Class<?> type = queue.getClass();
    int capacity = queue.size() + queue.remainingCapacity();
    if (type == LinkedBlockingQueue.class) {
      return new LinkedBlockingQueue<>(capacity);
    }
    if (type == LinkedBlockingDeque.class) {
      return new LinkedBlockingDeque<>(capacity);
    }
    if (type == ArrayBlockingQueue.class) {
      return new ArrayBlockingQueue<>(capacity);
    }
    if (type == SynchronousQueue.class) {
      return new SynchronousQueue<>();
    }
    if (type == LinkedTransferQueue.class) {
      return new LinkedTransferQueue<>();
    }
    return queue instanceof PriorityBlockingQueue<Runnable> priority
            && type == PriorityBlockingQueue.class
        ? new PriorityBlockingQueue<>(Math.max(1, queue.size()), priority.comparator())
        : null;
  }

  /** An object of the pool's class that one of the JDK's constructors has made. */
  @SuppressWarnings("unchecked")
  private static <T extends Executor> @Nullable T newInstance(
      T pool, Constructor<? super T> constructor, Object... arguments)
      throws ReflectiveOperationException {
    Class<?> base = constructor.getDeclaringClass();
    if (pool.getClass() == base) {
      return (T) constructor.newInstance(arguments);
    }
    T copy = (T) Jdk.pools().constructorOf(pool.getClass(), constructor).newInstance(arguments);
    for (Class<?> type = pool.getClass(); type != base; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          if (!field.trySetAccessible()) {
            return null;
          }
          field.set(copy, field.get(pool));
        }
      }
    }
    return copy;
  }
}
