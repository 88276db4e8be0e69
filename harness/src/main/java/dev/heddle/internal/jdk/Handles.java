package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

/** Finds private members of the JDK; an exception names what is not there. */
final class Handles {
  private Handles() {}

  /** May do what the type itself may. */
  static MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  static MethodHandle getter(Class<?> owner, String field) throws ReflectiveOperationException {
    return in(owner).unreflectGetter(accessible(owner, field));
  }

  /** Sets the field even if it is final. */
  static MethodHandle setter(Class<?> owner, String field) throws ReflectiveOperationException {
    return in(owner).unreflectSetter(accessible(owner, field));
  }

  static Field accessible(Class<?> owner, String name) throws ReflectiveOperationException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** What a static initialiser throws; its message is that of {@code cause}. */
  static IllegalStateException missing(Throwable cause) {
    return new IllegalStateException(cause.getMessage(), cause);
  }

  /** What a method handle has thrown, unchecked as the JDK's methods throw it. */
  static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
  }
}
