package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** By {@code jdk.internal.misc.Unsafe}, which serves records and hidden classes, too. */
final class Jdk25ObjectMemory implements ObjectMemory {
  private static final MethodHandle OFFSET;
  private static final MethodHandle STATIC_OFFSET;
  private static final MethodHandle BASE;
  private static final MethodHandle GET_REFERENCE;
  private static final MethodHandle PUT_REFERENCE;
  private static final MethodHandle GET_LONG;
  private static final MethodHandle PUT_LONG;
  private static final MethodHandle GET_INT;
  private static final MethodHandle PUT_INT;
  private static final MethodHandle GET_SHORT;
  private static final MethodHandle PUT_SHORT;
  private static final MethodHandle GET_BYTE;
  private static final MethodHandle PUT_BYTE;

  static {
    try {
      Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
      Object instance =
          MethodHandles.lookup()
              .findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe))
              .invoke();
      OFFSET = find(instance, "objectFieldOffset", long.class, Field.class);
      STATIC_OFFSET = find(instance, "staticFieldOffset", long.class, Field.class);
      BASE = find(instance, "staticFieldBase", Object.class, Field.class);
      GET_REFERENCE = getter(instance, "getReference", Object.class);
      PUT_REFERENCE = setter(instance, "putReference", Object.class);
      GET_LONG = getter(instance, "getLong", long.class);
      PUT_LONG = setter(instance, "putLong", long.class);
      GET_INT = getter(instance, "getInt", int.class);
      PUT_INT = setter(instance, "putInt", int.class);
      GET_SHORT = getter(instance, "getShort", short.class);
      PUT_SHORT = setter(instance, "putShort", short.class);
      GET_BYTE = getter(instance, "getByte", byte.class);
      PUT_BYTE = setter(instance, "putByte", byte.class);
    } catch (Throwable e) {
      throw Handles.missing(e);
    }
  }

  private static MethodHandle getter(Object instance, String name, Class<?> type)
      throws ReflectiveOperationException {
    return find(instance, name, type, Object.class, long.class);
  }

  private static MethodHandle setter(Object instance, String name, Class<?> type)
      throws ReflectiveOperationException {
    return find(instance, name, void.class, Object.class, long.class, type);
  }

  private static MethodHandle find(
      Object instance, String name, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findVirtual(instance.getClass(), name, MethodType.methodType(result, parameters))
        .bindTo(instance);
  }

  @Override
  public long offsetOf(Field field) {
    try {
      return Modifier.isStatic(field.getModifiers())
          ? (long) STATIC_OFFSET.invokeExact(field)
          : (long) OFFSET.invokeExact(field);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public Object baseOf(Field staticField) {
    try {
      return (Object) BASE.invokeExact(staticField);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public @Nullable Object reference(Object base, long offset) {
    try {
      return (Object) GET_REFERENCE.invokeExact(base, offset);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void setReference(Object base, long offset, @Nullable Object value) {
    try {
      PUT_REFERENCE.invokeExact(base, offset, value);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public long bits(Object base, long offset, int bytes) {
    try {
      return switch (bytes) {
        case Byte.BYTES -> (byte) GET_BYTE.invokeExact(base, offset);
        case Short.BYTES -> (short) GET_SHORT.invokeExact(base, offset);
        case Integer.BYTES -> (int) GET_INT.invokeExact(base, offset);
        default -> (long) GET_LONG.invokeExact(base, offset);
      };
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public void setBits(Object base, long offset, int bytes, long value) {
    try {
      switch (bytes) {
        case Byte.BYTES -> PUT_BYTE.invokeExact(base, offset, (byte) value);
        case Short.BYTES -> PUT_SHORT.invokeExact(base, offset, (short) value);
        case Integer.BYTES -> PUT_INT.invokeExact(base, offset, (int) value);
        default -> PUT_LONG.invokeExact(base, offset, value);
      }
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
