package dev.heddle.internal.jdk;

import java.util.concurrent.Executor;

/** Virtual threads that a scheduler of the harness's runs: it executes their continuations. */
public interface VirtualThreads {
  /** A new virtual thread, not started, that {@code scheduler} runs. */
  Thread newThread(Executor scheduler, String name, Runnable body);

  /** Starts a thread of {@link #newThread}: its scheduler gets its continuation. */
  void start(Thread thread);

  /**
   * The thread that {@code continuation} continues. A thread that a managed one has made with the
   * public API has its maker's scheduler, and all that this gets to see is the continuation.
   */
  Thread threadOf(Runnable continuation);

  /**
   * Whether a virtual thread is one of the JDK's own, which serve the whole JVM: the first socket
   * operation of a managed thread starts those that poll for all of them.
   */
  boolean isService(Thread thread);

  /** What executes the continuations of a virtual thread. */
  Executor schedulerOf(Thread thread);

  /** Whether {@code pool} is the JDK's own, which runs all virtual threads that no loop runs. */
  boolean isDefaultScheduler(Executor pool);

  /** Gives a thread another scheduler, before its first step. */
  void adopt(Thread thread, Executor scheduler);

  /** Gives a thread that has just been started to the JDK's default scheduler. */
  void giveBack(Thread thread, Runnable continuation);

  /** Has the JDK's default scheduler run a thread that can go on, from now on. */
  void release(Thread thread, Runnable continuation);

  /** Where a virtual thread stands. */
  ThreadState stateOf(Thread thread);

  /** Whether a thread was in {@code Object.wait}, and now has only to enter the monitor again. */
  boolean stopWaiting(Thread thread);

  /** Lets a thread that waits to enter a monitor try again. */
  void unblock(Thread thread);

  /** Whether a thread has a handler of its own, in place of its group. */
  boolean hasUncaughtExceptionHandler(Thread thread);
}
