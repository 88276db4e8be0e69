package dev.heddle.internal.jdk;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's synchronizers, futures and executors know and do not tell: for reports on threads
 * that stand still. Whatever is missing in a JDK is taken as not known, since a report is to be
 * made of what there is.
 */
public interface Inspector {
  /** What a virtual thread was made to run; null if it is not known. */
  @Nullable Object bodyOf(Thread virtual);

  /** Whether who is parked on {@code blocker} waits for the end of a virtual thread. */
  boolean joins(Object blocker, Thread thread);

  /** The number that a synchronizer counts with: permits of a semaphore, the count of a latch. */
  int countOf(Object synchronizer);

  /** The synchronizer of the lock that a condition belongs to; null if it is not known. */
  @Nullable Object lockOf(Object condition);

  /**
   * Whether a thread holds the read lock of a {@code ReentrantReadWriteLock}.
   *
   * @param shown the thread as the program knows it, and so the lock
   * @param runner the thread that runs in its place, or the same: it has the thread locals
   */
  boolean holdsReadLock(Object synchronizer, Thread shown, Thread runner);

  /** The thread that is first in the queue of a synchronizer; null if none is. */
  @Nullable Thread firstQueued(Object synchronizer);

  /** The phaser that a thread waits for; null if {@code blocker} is not of one. */
  @Nullable Phaser phaserOf(Object blocker);

  /** The thread that runs a task, or is about to; null if it is not known. */
  @Nullable Thread runnerOf(FutureTask<?> task);

  /** Whether an object is the queue of a {@code Timer}, which stands for it. */
  boolean isTimer(Object executor);

  /** The executor, or the {@code Timer}'s queue, that a thread works for by running this. */
  @Nullable Object executorOf(@Nullable Object body);

  /** Whether an executor ends when nothing waits for {@code synchronizer} any more. */
  boolean terminates(Object executor, Object synchronizer);

  /** The tasks in the queue of a pool. */
  List<Object> queued(ThreadPoolExecutor pool);

  /** The wall clock, in milliseconds, at which the tasks of a {@code Timer} are due. */
  long[] dueOf(Object timer);

  /** Whether who is parked on {@code blocker} can go on once {@code queued} has run. */
  boolean wakes(Object queued, Object blocker);

  /**
   * What {@code System.nanoTime} is to be when a task of a {@code ScheduledThreadPoolExecutor} is
   * due.
   */
  OptionalLong nanoTimeOf(Object task);
}
