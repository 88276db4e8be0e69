package dev.heddle.internal.hook;

import dev.heddle.internal.jdk.Jdk;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.ToLongBiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link PoolHooks} and connects it with the worlds of managed threads. */
final class PoolHookInstaller {
  /** The numbers of what class initialisers make in managed threads, by kind. */
  private static final Map<String, AtomicInteger> OF_CLASSES =
      Map.of(
          "Thread", new AtomicInteger(),
          "Timer", new AtomicInteger(),
          "pool", new AtomicInteger(),
          "ForkJoinPool", new AtomicInteger());

  /** Where edited classes call; defined before any class is edited. */
  private static @Nullable HookCopy copy;

  private PoolHookInstaller() {}

  /** Defines the copy, which does what the JDK does; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    copy = HookCopy.define(PoolHooks.class);
  }

  /** Says what the hooks are to do once they are switched on. */
  static void connect() throws ReflectiveOperationException {
    set(
        "commonPool",
        UnaryOperator.class,
        (UnaryOperator<ForkJoinPool>) PoolHookInstaller::commonPool);
    set(
        "deadline",
        LongBinaryOperator.class,
        (time, one) -> Scheduler.current() == null ? time | one : time);
    set("home", UnaryOperator.class, (UnaryOperator<ExecutorService>) PoolHookInstaller::home);
    set("own", UnaryOperator.class, (UnaryOperator<@Nullable Object>) PoolHookInstaller::own);
    set("poolMade", Consumer.class, (Consumer<ExecutorService>) PoolHookInstaller::poolMade);
    set("number", ToIntFunction.class, (ToIntFunction<String>) PoolHookInstaller::number);
    set("drawn", ToLongBiFunction.class, (ToLongBiFunction<Object, Long>) PoolHookInstaller::drawn);
    set("delay", BiPredicate.class, (BiPredicate<Object, Future<?>>) PoolHookInstaller::delay);
    set("byCreation", Comparator.class, Comparator.comparingLong(Thread::threadId));
  }

  private static <T> void set(String field, Class<T> type, T value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(copy).set(field, type, value);
  }

  private static ForkJoinPool commonPool(ForkJoinPool real) {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? real : scheduler.world().commonPool();
  }

  private static ExecutorService home(ExecutorService pool) {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? pool : scheduler.world().home(pool);
  }

  /** What a class keeps from its initialiser is for all loops. */
  private static @Nullable Object own(@Nullable Object shared) {
    Scheduler scheduler = shared == null ? null : Scheduler.current();
    return shared == null || scheduler == null || Jdk.classInitialisation().isRunning()
        ? shared
        : scheduler
            .world()
            .own(shared, kept -> CoroutineCopy.of(kept, scheduler.world().processors()));
  }

  private static void poolMade(ExecutorService pool) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.world().made(pool);
    }
  }

  /** What a class names when it is initialised, it has for all loops: that counts in none. */
  private static int number(String kind) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null) {
      return -1;
    }
    AtomicInteger ofClasses = Jdk.classInitialisation().isRunning() ? OF_CLASSES.get(kind) : null;
    return ofClasses == null ? scheduler.world().nextNumber(kind) : ofClasses.getAndIncrement();
  }

  /** What a class draws when it is initialised, it has for all loops: that counts in none. */
  private static long drawn(Object counter, long value) {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null || Jdk.classInitialisation().isRunning()
        ? value
        : FirstDraws.of(counter, value) + scheduler.world().nextNumber(counter);
  }

  /**
   * The timeouts of {@code CompletableFuture} go to the common pool, one-shot tasks all of them.
   */
  private static boolean delay(Object pool, Future<?> task) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null
        || pool != scheduler.world().commonPool()
        || !(task instanceof Delayed delayed)
        || !(task instanceof Runnable command)) {
      return false;
    }
    scheduler.world().scheduleUnlessDone(command, delayed.getDelay(TimeUnit.NANOSECONDS), task);
    return true;
  }
}
