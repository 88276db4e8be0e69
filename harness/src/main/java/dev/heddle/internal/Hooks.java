package dev.heddle.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/**
 * A template: what the transformed classes of the JDK and of the program call. The agent defines a
 * copy of it as {@code java.lang.HeddleHooks}, which every class can see, and fills the copy's
 * fields. (A jar on the bootstrap class path would do too, but needs a temporary file, and the JVM
 * warns of it.) This class itself is never initialised, and may name classes of the JDK only.
 */
@NullUnmarked
final class Hooks {
  /** Schedules a wake-up of a managed thread in virtual time, or returns null. */
  static Function<Object[], Future<?>> schedule;

  static LongSupplier nanoTime;
  static LongSupplier currentTimeMillis;
  static Supplier<Instant> instant;
  static LongPredicate sleep;
  static Runnable parking;
  static Runnable pinned;
  static Consumer<Thread> interrupting;
  static Consumer<Thread> starting;
  static BiPredicate<Object, Future<?>> delay;
  static IntConsumer exit;
  static Comparator<Thread> byCreation;

  private Hooks() {}

  /** Replaces {@code System.nanoTime()}. */
  public static long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** Replaces {@code System.currentTimeMillis()}. */
  public static long currentTimeMillis() {
    return currentTimeMillis.getAsLong();
  }

  /** Asked first by {@code Clock.currentInstant()}; null: not a managed thread. */
  public static Instant instant() {
    return instant.get();
  }

  /** Asked first by {@code VirtualThread.schedule}; null: not a managed thread. */
  public static Future<?> schedule(
      Executor scheduler, Runnable command, long delay, TimeUnit unit) {
    return schedule.apply(new Object[] {scheduler, command, delay, unit});
  }

  /** Asked first by {@code Thread.sleepNanos}: was virtual time spent instead? */
  public static boolean sleep(long nanos) {
    return sleep.test(nanos);
  }

  /** Told first by {@code LockSupport.park*}. */
  public static void parking() {
    parking.run();
  }

  /** Told first by {@code VirtualThread.parkOnCarrierThread}. */
  public static void pinned() {
    pinned.run();
  }

  /** Told first by {@code VirtualThread.interrupt}, before the status is set. */
  public static void interrupting(Thread thread) {
    interrupting.accept(thread);
  }

  /** Told first by {@code Thread.start}, which starts platform threads only. */
  public static void starting(Thread thread) {
    starting.accept(thread);
  }

  /** Asked first by {@code ForkJoinPool.scheduleDelayedTask}: was it scheduled in virtual time? */
  public static boolean delay(Object pool, Future<?> task) {
    return delay.test(pool, task);
  }

  /** Told first by {@code Runtime.exit}. */
  public static void exit(int status) {
    exit.accept(status);
  }

  /** Replaces the hash set in which an executor keeps its threads. */
  public static Set<Thread> threads() {
    return new ConcurrentSkipListSet<>(byCreation);
  }
}
