package dev.heddle.internal.hook;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** The world as the code in a loop sees it: its time, its threads, its pools. */
public interface World {
  /**
   * Where nanoTime starts: 31 years, which is later than any real one, since that counts from the
   * start of the machine. So no loop is before what a static field has read outside of it. It is
   * even, since some libraries keep a flag in the lowest bit of a time.
   */
  long FIRST_NANO_TIME = 1_000_000_000_000_000_000L;

  /** Virtual time in nanoseconds since {@link #FIRST_NANO_TIME}. */
  long nanoTime();

  /** The virtual wall clock. */
  Instant instant();

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

  /** Lets {@code nanos} of virtual time pass within the running step. */
  void spend(long nanos);

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
}
