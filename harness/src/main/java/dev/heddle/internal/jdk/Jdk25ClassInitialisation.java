package dev.heddle.internal.jdk;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By {@code jdk.internal.misc.Unsafe}: a class on the stack that is not yet initialised. */
final class Jdk25ClassInitialisation implements ClassInitialisation {
  /** Without the names of methods, which take much longer. */
  private static final StackWalker STACK =
      StackWalker.getInstance(
          EnumSet.of(
              StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.DROP_METHOD_INFO));

  /** Of a class on the stack: its initialiser is running. */
  private static final MethodHandle SHOULD_BE_INITIALIZED;

  static {
    try {
      Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
      MethodHandles.Lookup in = MethodHandles.lookup();
      Object instance = in.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
      SHOULD_BE_INITIALIZED =
          in.findVirtual(
                  unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
              .bindTo(instance);
    } catch (Throwable e) {
      throw Handles.missing(e);
    }
  }

  @Override
  public @Nullable Class<?> running() {
    return STACK.walk(Jdk25ClassInitialisation::innermost);
  }

  @Override
  public boolean isRunning(Class<?> type) {
    return shouldBeInitialized(type)
        && STACK.walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == type));
  }

  private static @Nullable Class<?> innermost(Stream<StackFrame> frames) {
    Class<?> before = null;
    for (Iterator<StackFrame> all = frames.iterator(); all.hasNext(); ) {
      Class<?> type = all.next().getDeclaringClass();
      if (type != before && shouldBeInitialized(type)) {
        return type;
      }
      before = type;
    }
    return null;
  }

  private static boolean shouldBeInitialized(Class<?> type) {
    try {
      return (boolean) SHOULD_BE_INITIALIZED.invokeExact(type);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
