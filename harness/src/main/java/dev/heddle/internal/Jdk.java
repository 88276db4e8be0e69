package dev.heddle.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one entrance to the JDK's internals: virtual threads with a scheduler of ours, their states,
 * who holds which monitor, and the hooks that make time virtual.
 *
 * <p>Written for JDK 25. The first use on a JDK whose internals differ fails with a message that
 * says what is missing.
 */
public final class Jdk {
  /** Where a virtual thread stands after a step; everything else is {@link #ON}. */
  public enum State {
    /** Running, runnable or not yet started. */
    ON,
    /** In {@code LockSupport.park} or in what is built on it. */
    PARKED,
    /** Waiting to enter a monitor. */
    BLOCKED,
    /** In {@code Object.wait}, with or without a time limit. */
    WAITING,
    /** Ended. */
    TERMINATED
  }

  // The states of java.lang.VirtualThread, JDK 25.
  private static final int PARKED = 4;
  private static final int TIMED_PARKED = 7;
  private static final int BLOCKED = 13;
  private static final int WAIT = 16;
  private static final int TIMED_WAIT = 18;
  private static final int TERMINATED = 99;

  private static final MethodHandle NEW_THREAD;
  private static final MethodHandle START;
  private static final MethodHandle UNBLOCK;
  private static final MethodHandle SNAPSHOT;
  private static final MethodHandle SNAPSHOT_STACK;
  private static final MethodHandle SNAPSHOT_BLOCKER;
  private static final MethodHandle SNAPSHOT_OWNED;
  private static final MethodHandle OWNER;
  private static final MethodHandle NEW_COMMON_POOL;
  private static final ThreadGroup VIRTUAL_GROUP;
  private static final Executor DEFAULT_SCHEDULER;
  private static final VarHandle SCHEDULER;
  private static final VarHandle WORKER_NAME_PREFIX;
  private static final VarHandle CONFIG;
  private static final VarHandle KEEP_ALIVE;
  private static final VarHandle SATURATE;
  private static final MethodHandle NEW_CONSTRUCTOR;
  private static final VarHandle STATE;
  private static final VarHandle ON_WAITING_LIST;
  private static final MethodHandle SET_SCHEDULER;

  /**
   * Reads the thread out of the JDK's runnable that continues it, a lambda. There is more than one
   * class of it when an agent has transformed {@code VirtualThread} again.
   */
  private static final ClassValue<MethodHandle> CONTINUED_THREAD =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> lambda) {
          return continuedThread(lambda);
        }
      };

  /** Does not remember the threads that are started in it, so that lost ones are collected. */
  private static final Object CONTAINER;

  static {
    requireVersion(Runtime.version().feature());
    HeddleAgent.install();
    try {
      Class<?> thread = Class.forName("java.lang.VirtualThread");
      Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
      Class<?> snapshot = Class.forName("jdk.internal.vm.ThreadSnapshot");
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(thread, MethodHandles.lookup());
      NEW_THREAD =
          in.findConstructor(
                  thread,
                  MethodType.methodType(
                      void.class, Executor.class, String.class, int.class, Runnable.class))
              .asType(
                  MethodType.methodType(
                      Thread.class, Executor.class, String.class, int.class, Runnable.class));
      START =
          in.findVirtual(thread, "start", MethodType.methodType(void.class, container))
              .asType(MethodType.methodType(void.class, Thread.class, Object.class));
      UNBLOCK =
          in.findVirtual(thread, "unblock", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Thread.class));
      SCHEDULER = in.findVarHandle(thread, "scheduler", Executor.class);
      java.lang.reflect.Field scheduler = thread.getDeclaredField("scheduler");
      scheduler.setAccessible(true);
      SET_SCHEDULER =
          in.unreflectSetter(scheduler)
              .asType(MethodType.methodType(void.class, Thread.class, Executor.class));
      DEFAULT_SCHEDULER =
          (Executor)
              in.findStatic(thread, "defaultScheduler", MethodType.methodType(Executor.class))
                  .invoke();
      STATE = in.findVarHandle(thread, "state", int.class);
      ON_WAITING_LIST = in.findVarHandle(thread, "onWaitingList", boolean.class);
      MethodHandles.Lookup vm = MethodHandles.privateLookupIn(snapshot, MethodHandles.lookup());
      SNAPSHOT =
          vm.findStatic(snapshot, "of", MethodType.methodType(snapshot, Thread.class))
              .asType(MethodType.methodType(Object.class, Thread.class));
      SNAPSHOT_STACK =
          vm.findVirtual(snapshot, "stackTrace", MethodType.methodType(StackTraceElement[].class))
              .asType(MethodType.methodType(StackTraceElement[].class, Object.class));
      SNAPSHOT_BLOCKER = blockerGetter(vm, snapshot);
      SNAPSHOT_OWNED =
          vm.findVirtual(
                  snapshot, "ownedMonitorsAt", MethodType.methodType(Stream.class, int.class))
              .asType(MethodType.methodType(Stream.class, Object.class, int.class));
      OWNER =
          MethodHandles.privateLookupIn(AbstractOwnableSynchronizer.class, MethodHandles.lookup())
              .findVirtual(
                  AbstractOwnableSynchronizer.class,
                  "getExclusiveOwnerThread",
                  MethodType.methodType(Thread.class));
      NEW_COMMON_POOL =
          MethodHandles.privateLookupIn(ForkJoinPool.class, MethodHandles.lookup())
              .findConstructor(ForkJoinPool.class, MethodType.methodType(void.class, byte.class));
      MethodHandles.Lookup pools =
          MethodHandles.privateLookupIn(ForkJoinPool.class, MethodHandles.lookup());
      WORKER_NAME_PREFIX =
          pools.findVarHandle(ForkJoinPool.class, "workerNamePrefix", String.class);
      CONFIG = pools.findVarHandle(ForkJoinPool.class, "config", long.class);
      KEEP_ALIVE = pools.findVarHandle(ForkJoinPool.class, "keepAlive", long.class);
      SATURATE = pools.findVarHandle(ForkJoinPool.class, "saturate", Predicate.class);
      Class<?> reflection = Class.forName("jdk.internal.reflect.ReflectionFactory");
      NEW_CONSTRUCTOR =
          MethodHandles.lookup()
              .findVirtual(
                  reflection,
                  "newConstructorForSerialization",
                  MethodType.methodType(Constructor.class, Class.class, Constructor.class))
              .bindTo(reflection.getMethod("getReflectionFactory").invoke(null));
      VIRTUAL_GROUP = Thread.ofVirtual().unstarted(() -> {}).getThreadGroup();
      CONTAINER = newContainer();
    } catch (Throwable e) {
      throw unsupported(String.valueOf(e.getMessage()), e);
    }
  }

  private Jdk() {}

  private static MethodHandle blockerGetter(MethodHandles.Lookup vm, Class<?> snapshot)
      throws ReflectiveOperationException {
    java.lang.reflect.Field blocker = snapshot.getDeclaredField("blocker");
    blocker.setAccessible(true);
    MethodHandles.Lookup in =
        MethodHandles.privateLookupIn(blocker.getType(), MethodHandles.lookup());
    MethodHandle object =
        in.findVirtual(blocker.getType(), "obj", MethodType.methodType(Object.class))
            .asType(MethodType.methodType(Object.class, Object.class));
    MethodHandle get =
        vm.unreflectGetter(blocker).asType(MethodType.methodType(Object.class, Object.class));
    MethodHandle isNull =
        MethodHandles.lookup()
            .findStatic(
                java.util.Objects.class,
                "isNull",
                MethodType.methodType(boolean.class, Object.class));
    return MethodHandles.filterReturnValue(
        get, MethodHandles.guardWithTest(isNull, MethodHandles.identity(Object.class), object));
  }

  private static Object newContainer() throws ReflectiveOperationException {
    Class<?> type =
        Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$CountingRootContainer");
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  static void requireVersion(int feature) {
    if (feature != 25) {
      throw new UnsupportedJvmException(
          "Heddle works on JDK 25 and this is JDK "
              + feature
              + " ("
              + System.getProperty("java.home")
              + "). Run the tests with a JDK 25; with Maven, select one by its toolchains plugin.",
          null);
    }
  }

  static UnsupportedJvmException unsupported(String missing, @Nullable Throwable cause) {
    return new UnsupportedJvmException(
        "Heddle works on the JDK 25 of OpenJDK's sources and this one ("
            + Runtime.version()
            + ", "
            + System.getProperty("java.vendor")
            + ") lacks "
            + missing
            + ". Run the tests with Eclipse Temurin 25.",
        cause);
  }

  /** Makes sure that the agent is there and the internals are as expected. */
  static void open() {
    // The static initialiser has done it.
  }

  /** As {@link #open}, and from now on the JDK asks the loops. */
  public static void require() {
    HookSwitch.on();
  }

  /** From now on locks and executors tell their schedulers where they are taken and made. */
  public static void keepOrigins() {
    HookInstaller.keepOrigins();
    FutureInstaller.keepOrigins();
  }

  /** A new virtual thread, not started, that {@code scheduler} runs. */
  public static Thread newThread(Scheduler scheduler, String name, Runnable body) {
    try {
      Thread thread = (Thread) NEW_THREAD.invokeExact((Executor) scheduler, name, 0, body);
      ON_WAITING_LIST.set(thread, true);
      return thread;
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** Starts a thread of {@link #newThread}: its scheduler gets its continuation. */
  public static void start(Thread thread) {
    try {
      START.invokeExact(thread, CONTAINER);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /**
   * The thread that {@code continuation} continues. A thread that a managed one has made with the
   * public API has its maker's scheduler, and all that this gets to see is the continuation.
   */
  public static Thread threadOf(Runnable continuation) {
    try {
      MethodHandle get = CONTINUED_THREAD.get(continuation.getClass());
      return (Thread) get.invokeExact(continuation);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  private static MethodHandle continuedThread(Class<?> lambda) {
    java.lang.reflect.Field[] fields = lambda.getDeclaredFields();
    if (fields.length != 1) {
      throw unsupported("the thread in " + lambda, null);
    }
    try {
      return MethodHandles.privateLookupIn(lambda, MethodHandles.lookup())
          .unreflectGetter(fields[0])
          .asType(MethodType.methodType(Thread.class, Runnable.class));
    } catch (IllegalAccessException e) {
      throw unsupported("the thread in " + lambda, e);
    }
  }

  /**
   * Whether a virtual thread is one of the JDK's own, which serve the whole JVM: the first socket
   * operation of a managed thread starts those that poll for all of them.
   */
  public static boolean isOwnThread(Thread thread) {
    return thread.getName().startsWith("SubPoller-");
  }

  /** Has the JDK's default scheduler run a thread that can go on, from now on. */
  public static void release(Thread thread, Runnable continuation) {
    ON_WAITING_LIST.set(thread, false);
    DEFAULT_SCHEDULER.execute(continuation);
  }

  /** Gives a thread that has just been started to the JDK's default scheduler. */
  public static void giveBack(Thread thread, Runnable continuation) {
    try {
      SET_SCHEDULER.invokeExact(thread, DEFAULT_SCHEDULER);
    } catch (Throwable e) {
      throw sneaky(e);
    }
    DEFAULT_SCHEDULER.execute(continuation);
  }

  /** Gives a thread another scheduler, before its first step. */
  public static void adopt(Thread thread, Scheduler scheduler) {
    try {
      SET_SCHEDULER.invokeExact(thread, (Executor) scheduler);
      ON_WAITING_LIST.set(thread, true);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** A pool like the common one; its parallelism follows from the processors that are seen. */
  public static ForkJoinPool newCommonPool() {
    try {
      return (ForkJoinPool) NEW_COMMON_POOL.invokeExact((byte) 0);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** Whether the calling thread initialises a class: what it makes there, all loops have. */
  public static boolean isInitialising() {
    return Initialisers.running() != null;
  }

  /** Whether {@code pool} is a common pool: the JVM's, or that of a loop. */
  public static boolean isCommonPool(ForkJoinPool pool) {
    return WORKER_NAME_PREFIX.get(pool) == null;
  }

  /** Whether {@code pool} is the JDK's own, which runs all virtual threads that no loop runs. */
  public static boolean isDefaultScheduler(Executor pool) {
    return pool == DEFAULT_SCHEDULER;
  }

  /** A pool with the settings of another one. */
  static ForkJoinPool copy(ForkJoinPool pool) {
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

  /** Makes objects of {@code type} by the constructor of a class that it extends. */
  static Constructor<?> constructorOf(Class<?> type, Constructor<?> constructor) {
    try {
      return (Constructor<?>) NEW_CONSTRUCTOR.invoke(type, constructor);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** Whether a thread has a handler of its own, in place of its group. */
  public static boolean hasUncaughtExceptionHandler(Thread thread) {
    return thread.getUncaughtExceptionHandler() != VIRTUAL_GROUP;
  }

  /** The scheduler of a managed virtual thread or of a loop's carrier; null for other threads. */
  public static @Nullable Scheduler schedulerOf(Thread thread) {
    if (thread.isVirtual()) {
      return SCHEDULER.get(thread) instanceof Scheduler scheduler && !scheduler.hasReleased()
          ? scheduler
          : null;
    }
    return thread instanceof Carrier carrier ? carrier.scheduler : null;
  }

  /** Who the program takes a virtual thread for. */
  static Thread shown(Thread thread) {
    return SCHEDULER.get(thread) instanceof Scheduler scheduler ? scheduler.shown(thread) : thread;
  }

  /** Where a virtual thread stands. */
  public static State stateOf(Thread thread) {
    return switch ((int) STATE.getVolatile(thread)) {
      case PARKED, TIMED_PARKED -> State.PARKED;
      case BLOCKED -> State.BLOCKED;
      case WAIT, TIMED_WAIT -> State.WAITING;
      case TERMINATED -> State.TERMINATED;
      default -> State.ON;
    };
  }

  /** Whether a thread was in {@code Object.wait}, and now has only to enter the monitor again. */
  public static boolean stopWaiting(Thread thread) {
    int state = (int) STATE.getVolatile(thread);
    return (state == WAIT || state == TIMED_WAIT) && STATE.compareAndSet(thread, state, BLOCKED);
  }

  /** {@code Object.notify} as the JVM has it. */
  @SuppressWarnings({"NakedNotify", "NotifyNotInSynchronized"}) // the caller's, redirected
  public static void notify(Object monitor) {
    monitor.notify();
  }

  /** {@code Object.notifyAll} as the JVM has it. */
  public static void notifyAll(Object monitor) {
    monitor.notifyAll();
  }

  /** Lets a thread that waits to enter a monitor try again. */
  public static void unblock(Thread thread) {
    try {
      UNBLOCK.invokeExact(thread);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /**
   * What the VM knows of a thread that stands still.
   *
   * @param stack its frames, innermost first
   * @param blocker the monitor or synchronizer that it waits for, if known
   * @param owned the monitors that it holds, innermost frame first
   */
  public record Snapshot(
      List<StackTraceElement> stack, @Nullable Object blocker, List<Owned> owned) {}

  /**
   * A monitor that a thread holds.
   *
   * @param monitor the object
   * @param where the frame that entered it
   */
  public record Owned(Object monitor, StackTraceElement where) {}

  /** Looks at a thread that stands still; null if it has ended. */
  public static @Nullable Snapshot snapshot(Thread thread) {
    try {
      Object snapshot = (Object) SNAPSHOT.invokeExact(thread);
      if (snapshot == null) {
        return null;
      }
      StackTraceElement[] stack = (StackTraceElement[]) SNAPSHOT_STACK.invokeExact(snapshot);
      List<Owned> owned = new ArrayList<>();
      for (int depth = 0; depth < stack.length; depth++) {
        Stream<?> monitors = (Stream<?>) SNAPSHOT_OWNED.invokeExact(snapshot, depth);
        StackTraceElement frame = stack[depth];
        monitors.forEach(
            monitor -> {
              if (monitor != null) {
                owned.add(new Owned(monitor, frame));
              }
            });
      }
      Object blocker = (Object) SNAPSHOT_BLOCKER.invokeExact(snapshot);
      return new Snapshot(Arrays.asList(stack), blocker, owned);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** What a thread that stands still waits for, as in {@link #snapshot}, at less cost. */
  public static @Nullable Object blockerOf(Thread thread) {
    try {
      Object snapshot = (Object) SNAPSHOT.invokeExact(thread);
      return snapshot == null ? null : (Object) SNAPSHOT_BLOCKER.invokeExact(snapshot);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** The thread that holds a lock of java.util.concurrent exclusively; null if not known. */
  public static @Nullable Thread ownerOf(Object synchronizer) {
    if (!(synchronizer instanceof AbstractOwnableSynchronizer ownable)) {
      return null;
    }
    try {
      return (Thread) OWNER.invokeExact(ownable);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** The platform thread that holds the monitor of {@code object}; null if not known. */
  public static @Nullable Thread platformThreadIn(Object object) {
    int hash = System.identityHashCode(object);
    for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, false)) {
      for (MonitorInfo monitor : info.getLockedMonitors()) {
        if (monitor.getIdentityHashCode() == hash
            && monitor.getClassName().equals(object.getClass().getName())) {
          return platformThread(info.getThreadId());
        }
      }
    }
    return null;
  }

  private static @Nullable Thread platformThread(long id) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.threadId() == id) {
        return thread;
      }
    }
    return null;
  }

  static RuntimeException sneaky(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
  }
}
