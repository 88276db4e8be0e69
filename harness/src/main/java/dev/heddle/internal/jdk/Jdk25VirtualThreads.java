package dev.heddle.internal.jdk;

import dev.heddle.internal.attach.UnsupportedJvmException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;

/** By the private members of {@code java.lang.VirtualThread}. */
final class Jdk25VirtualThreads implements VirtualThreads {
  // The states of java.lang.VirtualThread.
  private static final int PARKED = 4;
  private static final int TIMED_PARKED = 7;
  private static final int BLOCKED = 13;
  private static final int WAIT = 16;
  private static final int TIMED_WAIT = 18;
  private static final int TERMINATED = 99;

  private static final MethodHandle NEW_THREAD;
  private static final MethodHandle START;
  private static final MethodHandle UNBLOCK;
  private static final VarHandle SCHEDULER;
  private static final MethodHandle SET_SCHEDULER;
  private static final Executor DEFAULT_SCHEDULER;
  private static final VarHandle STATE;
  private static final VarHandle ON_WAITING_LIST;
  private static final ThreadGroup VIRTUAL_GROUP;

  /** Does not remember the threads that are started in it, so that lost ones are collected. */
  private static final Object CONTAINER;

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

  static {
    try {
      Class<?> thread = Class.forName("java.lang.VirtualThread");
      Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
      MethodHandles.Lookup in = Handles.in(thread);
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
      SET_SCHEDULER =
          Handles.setter(thread, "scheduler")
              .asType(MethodType.methodType(void.class, Thread.class, Executor.class));
      DEFAULT_SCHEDULER =
          (Executor)
              in.findStatic(thread, "defaultScheduler", MethodType.methodType(Executor.class))
                  .invoke();
      STATE = in.findVarHandle(thread, "state", int.class);
      ON_WAITING_LIST = in.findVarHandle(thread, "onWaitingList", boolean.class);
      VIRTUAL_GROUP = Thread.ofVirtual().unstarted(() -> {}).getThreadGroup();
      CONTAINER = newContainer();
    } catch (Throwable e) {
      throw Handles.missing(e);
    }
  }

  private static Object newContainer() throws ReflectiveOperationException {
    Class<?> type =
        Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$CountingRootContainer");
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static MethodHandle continuedThread(Class<?> lambda) {
    Field[] fields = lambda.getDeclaredFields();
    if (fields.length != 1) {
      throw UnsupportedJvmException.lacks("the thread in " + lambda, null);
    }
    try {
      return Handles.in(lambda)
          .unreflectGetter(fields[0])
          .asType(MethodType.methodType(Thread.class, Runnable.class));
    } catch (IllegalAccessException e) {
      throw UnsupportedJvmException.lacks("the thread in " + lambda, e);
    }
  }

  @Override
  public Thread newThread(Executor scheduler, String name, Runnable body) {
    try {
      Thread thread = (Thread) NEW_THREAD.invokeExact(scheduler, name, 0, body);
      ON_WAITING_LIST.set(thread, true);
      return thread;
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void start(Thread thread) {
    try {
      START.invokeExact(thread, CONTAINER);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public Thread threadOf(Runnable continuation) {
    try {
      MethodHandle get = CONTINUED_THREAD.get(continuation.getClass());
      return (Thread) get.invokeExact(continuation);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public boolean isService(Thread thread) {
    return thread.getName().startsWith("SubPoller-");
  }

  @Override
  public Executor schedulerOf(Thread thread) {
    return (Executor) SCHEDULER.get(thread);
  }

  @Override
  public boolean isDefaultScheduler(Executor pool) {
    return pool == DEFAULT_SCHEDULER;
  }

  @Override
  public void adopt(Thread thread, Executor scheduler) {
    setScheduler(thread, scheduler);
    ON_WAITING_LIST.set(thread, true);
  }

  @Override
  public void giveBack(Thread thread, Runnable continuation) {
    setScheduler(thread, DEFAULT_SCHEDULER);
    DEFAULT_SCHEDULER.execute(continuation);
  }

  private static void setScheduler(Thread thread, Executor scheduler) {
    try {
      SET_SCHEDULER.invokeExact(thread, scheduler);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void release(Thread thread, Runnable continuation) {
    ON_WAITING_LIST.set(thread, false);
    DEFAULT_SCHEDULER.execute(continuation);
  }

  @Override
  public ThreadState stateOf(Thread thread) {
    return switch ((int) STATE.getVolatile(thread)) {
      case PARKED, TIMED_PARKED -> ThreadState.PARKED;
      case BLOCKED -> ThreadState.BLOCKED;
      case WAIT, TIMED_WAIT -> ThreadState.WAITING;
      case TERMINATED -> ThreadState.TERMINATED;
      default -> ThreadState.ON;
    };
  }

  @Override
  public boolean stopWaiting(Thread thread) {
    int state = (int) STATE.getVolatile(thread);
    return (state == WAIT || state == TIMED_WAIT) && STATE.compareAndSet(thread, state, BLOCKED);
  }

  @Override
  public void unblock(Thread thread) {
    try {
      UNBLOCK.invokeExact(thread);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public boolean hasUncaughtExceptionHandler(Thread thread) {
    return thread.getUncaughtExceptionHandler() != VIRTUAL_GROUP;
  }
}
