package dev.heddle.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that code under test has started, and the virtual thread that runs its body in
 * its place.
 *
 * <p>To the code, the platform thread is the one that runs: {@code Thread.currentThread()} is it,
 * and what is asked of it (its state, a join, an interrupt) is answered by the virtual one. The VM
 * never starts it. It knows its stand-in by its task, a field that the JDK reads only to run it.
 */
public final class StandIn implements Runnable {
  // States of a platform thread, see jdk.internal.misc.VM: alive and runnable; terminated.
  private static final int RUNNABLE = 0x0005;
  private static final int TERMINATED = 0x0002;

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
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      Class<?> holder = Class.forName("java.lang.Thread$FieldHolder");
      Class<?> locals = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
      HOLDER =
          in.findGetter(Thread.class, "holder", holder)
              .asType(MethodType.methodType(Object.class, Thread.class));
      Field task = holder.getDeclaredField("task");
      task.setAccessible(true);
      TASK = in.unreflectGetter(task).asType(MethodType.methodType(Object.class, Object.class));
      SET_TASK =
          in.unreflectSetter(task)
              .asType(MethodType.methodType(void.class, Object.class, Runnable.class));
      STATUS =
          MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
              .findVarHandle(holder, "threadStatus", int.class);
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
      throw Jdk.unsupported(String.valueOf(e.getMessage()), e);
    }
  }

  private final Thread shown;
  private final Thread runner;

  /** What the platform thread was made with; null if it is a subclass with a body of its own. */
  private final @Nullable Runnable task;

  private volatile boolean ended;

  private StandIn(Thread shown, Thread runner, @Nullable Runnable task) {
    this.shown = shown;
    this.runner = runner;
    this.task = task;
  }

  /**
   * Has {@code runner}, which has not started, stand in for {@code shown}, which the program
   * starts.
   */
  public static void connect(Thread shown, Thread runner) {
    try {
      Object holder = (Object) HOLDER.invokeExact(shown);
      StandIn standIn = new StandIn(shown, runner, (Runnable) (Object) TASK.invokeExact(holder));
      SET_TASK.invokeExact(holder, (Runnable) standIn);
      INHERITABLE_LOCALS.set(runner, INHERITABLE_LOCALS.get(shown));
      SCOPED_VALUES.set(runner, SCOPED_VALUES.get(shown));
      CLASS_LOADER.setVolatile(runner, CLASS_LOADER.getVolatile(shown));
      STATUS.setVolatile(holder, RUNNABLE);
    } catch (Throwable e) {
      throw Jdk.sneaky(e);
    }
  }

  /** The thread that runs in place of {@code thread}, or {@code thread} itself. */
  public static Thread runnerOf(Thread thread) {
    StandIn standIn = of(thread);
    return standIn == null ? thread : standIn.runner;
  }

  /** Who stands in for {@code thread}; null if nobody does. */
  static @Nullable StandIn of(@Nullable Thread thread) {
    if (thread == null || thread.isVirtual()) {
      return null;
    }
    try {
      Object holder = (Object) HOLDER.invokeExact(thread);
      // The JDK's own constructor asks before the field is set.
      return holder != null && (Object) TASK.invokeExact(holder) instanceof StandIn standIn
          ? standIn
          : null;
    } catch (Throwable e) {
      throw Jdk.sneaky(e);
    }
  }

  /** The thread that runs the body. */
  Thread runner() {
    return runner;
  }

  boolean hasEnded() {
    return ended;
  }

  /** What {@code Thread.run} runs. */
  @Override
  public void run() {
    if (task != null) {
      task.run();
    }
  }

  /** What the VM does with an exception that nobody has caught; on the thread itself. */
  public static void uncaught(Thread shown, Throwable thrown) {
    try {
      UNCAUGHT.invokeExact(shown, thrown);
    } catch (Throwable e) {
      throw Jdk.sneaky(e);
    }
  }

  /** The body has ended: what the VM does at the end of a thread; on the thread itself. */
  public static void end(Thread shown) {
    StandIn standIn = of(shown);
    try {
      EXIT.invokeExact(shown);
    } catch (Throwable e) {
      throw Jdk.sneaky(e);
    } finally {
      if (standIn != null) {
        standIn.terminate();
      }
    }
  }

  private void terminate() {
    ended = true;
    try {
      STATUS.setVolatile((Object) HOLDER.invokeExact(shown), TERMINATED);
    } catch (Throwable e) {
      throw Jdk.sneaky(e);
    }
    synchronized (shown) {
      shown.notifyAll(); // Thread.join is documented to use wait on the thread
    }
  }
}
