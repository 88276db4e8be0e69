package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By {@code jdk.internal.vm.ThreadSnapshot}. */
final class Jdk25Snapshots implements ThreadSnapshots {
  private static final MethodHandle SNAPSHOT;
  private static final MethodHandle STACK;
  private static final MethodHandle BLOCKER;
  private static final MethodHandle OWNED;
  private static final MethodHandle OWNER;

  static {
    try {
      Class<?> snapshot = Class.forName("jdk.internal.vm.ThreadSnapshot");
      MethodHandles.Lookup in = Handles.in(snapshot);
      SNAPSHOT =
          in.findStatic(snapshot, "of", MethodType.methodType(snapshot, Thread.class))
              .asType(MethodType.methodType(Object.class, Thread.class));
      STACK =
          in.findVirtual(snapshot, "stackTrace", MethodType.methodType(StackTraceElement[].class))
              .asType(MethodType.methodType(StackTraceElement[].class, Object.class));
      BLOCKER = blockerGetter(snapshot);
      OWNED =
          in.findVirtual(
                  snapshot, "ownedMonitorsAt", MethodType.methodType(Stream.class, int.class))
              .asType(MethodType.methodType(Stream.class, Object.class, int.class));
      OWNER =
          Handles.in(AbstractOwnableSynchronizer.class)
              .findVirtual(
                  AbstractOwnableSynchronizer.class,
                  "getExclusiveOwnerThread",
                  MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException e) {
      throw Handles.missing(e);
    }
  }

  private static MethodHandle blockerGetter(Class<?> snapshot) throws ReflectiveOperationException {
    Class<?> type = Handles.accessible(snapshot, "blocker").getType();
    MethodHandle object =
        Handles.in(type)
            .findVirtual(type, "obj", MethodType.methodType(Object.class))
            .asType(MethodType.methodType(Object.class, Object.class));
    MethodHandle get =
        Handles.getter(snapshot, "blocker")
            .asType(MethodType.methodType(Object.class, Object.class));
    MethodHandle isNull =
        MethodHandles.lookup()
            .findStatic(
                Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
    return MethodHandles.filterReturnValue(
        get, MethodHandles.guardWithTest(isNull, MethodHandles.identity(Object.class), object));
  }

  @Override
  public @Nullable ThreadSnapshot of(Thread thread) {
    try {
      Object snapshot = (Object) SNAPSHOT.invokeExact(thread);
      if (snapshot == null) {
        return null;
      }
      StackTraceElement[] stack = (StackTraceElement[]) STACK.invokeExact(snapshot);
      List<OwnedMonitor> owned = new ArrayList<>();
      for (int depth = 0; depth < stack.length; depth++) {
        Stream<?> monitors = (Stream<?>) OWNED.invokeExact(snapshot, depth);
        StackTraceElement frame = stack[depth];
        monitors.forEach(
            monitor -> {
              if (monitor != null) {
                owned.add(new OwnedMonitor(monitor, frame));
              }
            });
      }
      Object blocker = (Object) BLOCKER.invokeExact(snapshot);
      return new ThreadSnapshot(Arrays.asList(stack), blocker, owned);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public @Nullable Object blockerOf(Thread thread) {
    try {
      Object snapshot = (Object) SNAPSHOT.invokeExact(thread);
      return snapshot == null ? null : (Object) BLOCKER.invokeExact(snapshot);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public @Nullable Thread ownerOf(Object synchronizer) {
    if (!(synchronizer instanceof AbstractOwnableSynchronizer ownable)) {
      return null;
    }
    try {
      return (Thread) OWNER.invokeExact(ownable);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
