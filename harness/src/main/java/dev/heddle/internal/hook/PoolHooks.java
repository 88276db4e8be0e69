package dev.heddle.internal.hook;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.ToLongBiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/**
 * A template, as {@link Hooks} is one, for what the JDK and libraries keep for the whole JVM and
 * each loop has for itself: pools, their workers, and the counters that names are made of.
 */
@NullUnmarked
final class PoolHooks {
  static UnaryOperator<ForkJoinPool> commonPool;
  static LongBinaryOperator deadline;
  static UnaryOperator<ExecutorService> home;
  static UnaryOperator<Object> own;
  static Consumer<ExecutorService> poolMade;
  static ToIntFunction<String> number;
  static ToLongBiFunction<Object, Long> drawn;
  static BiPredicate<Object, Future<?>> delay;
  static Comparator<Thread> byCreation;

  private PoolHooks() {}

  /** Told who carries the calling thread: the worker of a pool that the program sees it as. */
  public static Thread worker(Thread carrier) {
    Thread self = Thread.currentThread();
    Thread seen = Hooks.mayBeInLoop() ? Hooks.shown(self) : self;
    return seen == self ? carrier : seen;
  }

  /** Replaces {@code Unsafe.park}: in a managed thread that would park the carrier. */
  public static void park(Object unsafe, boolean absolute, long time) {
    if (absolute) {
      LockSupport.parkUntil(time);
    } else if (time == 0) {
      LockSupport.park();
    } else {
      LockSupport.parkNanos(time);
    }
  }

  /** Replaces {@code Unsafe.unpark}. */
  public static void unpark(Object unsafe, Object thread) {
    LockSupport.unpark((Thread) thread);
  }

  /** Replaces {@code time | 1} where fork-join makes a deadline. */
  public static long deadline(long time, long one) {
    return Hooks.mayBeInLoop() ? deadline.applyAsLong(time, one) : time | one;
  }

  /** The common pool as the calling thread is to see it. */
  public static ForkJoinPool commonPool(ForkJoinPool real) {
    return Hooks.mayBeInLoop() ? commonPool.apply(real) : real;
  }

  /** Asked first by a pool's methods: which pool is to do it? */
  public static ExecutorService home(ExecutorService pool) {
    return Hooks.mayBeInLoop() ? home.apply(pool) : pool;
  }

  /** Told what a library keeps for the whole JVM: what the loop has in its place. */
  public static Object own(Object shared) {
    return Hooks.mayBeInLoop() ? own.apply(shared) : shared;
  }

  /** Told last by a pool's constructor. */
  public static void poolMade(ExecutorService pool) {
    if (Hooks.mayBeInLoop()) {
      poolMade.accept(pool);
    }
  }

  /** Replaces {@code getAndIncrement} of a counter of names that begins at {@code first}. */
  public static int number(AtomicInteger counter, String kind, int first) {
    int own = number(kind);
    return own < 0 ? counter.getAndIncrement() : first + own;
  }

  /** The next number of a kind of thing, from 0 in each loop; negative: not a managed thread. */
  public static int number(String kind) {
    return Hooks.mayBeInLoop() ? number.applyAsInt(kind) : -1;
  }

  /** Told what a thread factory has drawn from a counter: the number that it is to take. */
  public static int drawn(Number counter, int value) {
    return (int) drawn(counter, (long) value);
  }

  /** As for a counter of 32 bits. */
  public static long drawn(Number counter, long value) {
    return Hooks.mayBeInLoop() ? drawn.applyAsLong(counter, value) : value;
  }

  /** As for a counter: what a factory of the JDK's has drawn from its own. */
  public static long drawn(Object factory, long value) {
    return Hooks.mayBeInLoop() ? drawn.applyAsLong(factory, value) : value;
  }

  /** Asked first by {@code ForkJoinPool.scheduleDelayedTask}: was it scheduled in virtual time? */
  public static boolean delay(Object pool, Future<?> task) {
    return Hooks.mayBeInLoop() && delay.test(pool, task);
  }

  /** Replaces the hash set in which an executor keeps its threads. */
  public static Set<Thread> threads() {
    return Hooks.on ? new ConcurrentSkipListSet<>(byCreation) : ConcurrentHashMap.newKeySet();
  }
}
