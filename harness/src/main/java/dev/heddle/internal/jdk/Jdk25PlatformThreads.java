package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By the private members of {@code Thread} and of its {@code FieldHolder}. */
final class Jdk25PlatformThreads implements PlatformThreads {
  // States of a platform thread, see jdk.internal.misc.VM: alive and runnable; terminated.
  private static final int RUNNABLE = 0x0005;
  private static final int TERMINATED = 0x0002;

  /** Classes of threads that the JDK starts for itself, whoever happens to need them first. */
  private static final Set<String> SERVICES =
      Set.of("jdk.internal.misc.InnocuousThread", "jdk.internal.misc.CarrierThread");

  private static final MethodHandle HOLDER;
  private static final MethodHandle TASK;
  private static final MethodHandle SET_TASK;
  private static final VarHandle STATUS;
  private static final VarHandle INHERITABLE_LOCALS;
  private static final VarHandle SCOPED_VALUES;
  private static final VarHandle CLASS_LOADER;
  private static final MethodHandle EXIT;
  private static final MethodHandle UNCAUGHT;

  static {
    try {
      MethodHandles.Lookup in = Handles.in(Thread.class);
      Class<?> holder = Class.forName("java.lang.Thread$FieldHolder");
      Class<?> locals = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
      HOLDER =
          in.findGetter(Thread.class, "holder", holder)
              .asType(MethodType.methodType(Object.class, Thread.class));
      TASK =
          Handles.getter(holder, "task").asType(MethodType.methodType(Object.class, Object.class));
      SET_TASK =
          Handles.setter(holder, "task")
              .asType(MethodType.methodType(void.class, Object.class, Runnable.class));
      STATUS = Handles.in(holder).findVarHandle(holder, "threadStatus", int.class);
      INHERITABLE_LOCALS = in.findVarHandle(Thread.class, "inheritableThreadLocals", locals);
      SCOPED_VALUES = in.findVarHandle(Thread.class, "scopedValueBindings", Object.class);
      CLASS_LOADER = in.findVarHandle(Thread.class, "contextClassLoader", ClassLoader.class);
      EXIT = in.findVirtual(Thread.class, "exit", MethodType.methodType(void.class));
      UNCAUGHT =
          in.findVirtual(
              Thread.class,
              "dispatchUncaughtException",
              MethodType.methodType(void.class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw Handles.missing(e);
    }
  }

  @Override
  public @Nullable Runnable taskOf(Thread thread) {
    try {
      Object holder = (Object) HOLDER.invokeExact(thread);
      // The JDK's own constructor asks before the field is set.
      return holder == null ? null : (Runnable) (Object) TASK.invokeExact(holder);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void setTask(Thread thread, Runnable task) {
    try {
      Object holder = (Object) HOLDER.invokeExact(thread);
      SET_TASK.invokeExact(holder, task);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void setRunnable(Thread thread) {
    setStatus(thread, RUNNABLE);
  }

  @Override
  public void setTerminated(Thread thread) {
    setStatus(thread, TERMINATED);
  }

  private static void setStatus(Thread thread, int status) {
    try {
      STATUS.setVolatile((Object) HOLDER.invokeExact(thread), status);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void copyInherited(Thread thread, Thread runner) {
    INHERITABLE_LOCALS.set(runner, INHERITABLE_LOCALS.get(thread));
    SCOPED_VALUES.set(runner, SCOPED_VALUES.get(thread));
    CLASS_LOADER.setVolatile(runner, CLASS_LOADER.getVolatile(thread));
  }

  @Override
  public void dispatchUncaught(Thread thread, Throwable thrown) {
    try {
      UNCAUGHT.invokeExact(thread, thrown);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void exit(Thread thread) {
    try {
      EXIT.invokeExact(thread);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public boolean isService(Thread thread) {
    for (Class<?> type = thread.getClass(); type != Thread.class; type = type.getSuperclass()) {
      if (SERVICES.contains(type.getName())) {
        return true;
      }
    }
    return false;
  }
}
