package dev.heddle.internal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * What the loop's engine gives to a managed thread in place of the JDK's scheduler: the JDK says
 * "this thread can go on" by {@link #execute}, and asks for the world that the thread sees.
 */
public interface Scheduler extends Executor {
  /** Virtual time in nanoseconds, as {@code System.nanoTime()} is to show it. */
  long nanoTime();

  /** The virtual wall clock. */
  Instant instant();

  /** Runs {@code command} on the loop's carrier when {@code nanos} of virtual time have passed. */
  Future<?> schedule(Runnable command, long nanos);

  /**
   * Runs {@code command} on the loop's carrier after {@code nanos}, unless {@code task} is done.
   */
  void scheduleUnlessDone(Runnable command, long nanos, Future<?> task);

  /**
   * A platform thread is being started, on the carrier.
   *
   * @return whether the loop runs it; otherwise the VM does
   */
  boolean start(Thread thread);

  /** Whether the thread is no longer managed: its loop has ended before it. */
  boolean hasReleased();

  /** Who the program takes {@code self}, a thread of this scheduler, for. */
  Thread shown(Thread self);

  /** The live platform threads that the loop runs, in the order of creation. */
  List<Thread> platformThreads();

  /** The loop's own common pool. */
  ForkJoinPool commonPool();

  /** The pool that serves the loop where the program names {@code pool}: that, or a copy. */
  ExecutorService home(ExecutorService pool);

  /** What the loop has in place of {@code shared}; {@code copy} makes it for its first use. */
  Object own(Object shared, UnaryOperator<Object> copy);

  /** The program has made a pool. */
  void made(ExecutorService pool);

  /** How many processors the program sees. */
  int processors();

  /** Counts things that get numbers for names, each kind from 0: a name, or a counter. */
  int nextNumber(Object kind);

  /** Where the random values of the JDK come from. */
  Randomness randomness();

  /** Lets {@code nanos} of virtual time pass within the running step. */
  void spend(long nanos);

  /** The calling code is about to park the loop's carrier, which would stop the loop: throws. */
  void parking();

  /** The thread is being interrupted; its status is set right after this. Any thread. */
  void interrupting();

  /** The thread is about to wait in {@code Object.wait}, if it may. Called on it. */
  void waiting(Object monitor);

  /** The thread is about to leave its carrier, to park or to yield. Called on it. */
  void leaving();

  /** Does what {@code notify} does; the calling thread holds the monitor. */
  void notifyOne(Object monitor);

  /** The calling thread has called {@code notifyAll}. */
  void notifiedAll(Object monitor);

  /** The calling code has taken a lock or made an executor. */
  void noteOrigin(Object thing);

  /** The calling code gives a lock back. */
  void forgetOrigin(Object lock);

  /** Who is told of futures that fail. */
  FutureWatch futures();

  /** The program asks for the end of the JVM by a call of {@code method}: throws. */
  void exit(String method, int status);

  /** The thread is about to park, unless it is interrupted or was unparked. Called on it. */
  void aboutToPark();

  /** The thread ends, by something that it has not caught. Called on it. */
  void dying(Throwable thrown);

  /** A task that the calling thread has run for an executor has failed, which keeps that. */
  void caught(Throwable thrown);

  /**
   * The calling code is about to wait for something outside of the loop: throws if it may not.
   *
   * @param what what it does, such as {@code reads from a socket}
   */
  void reaching(String what);

  /** The calling code is about to wait for the end of a thread, of this loop or not. */
  void joining(Thread thread);
}
