package dev.heddle.internal.hook;

import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.NullUnmarked;

/**
 * A template, as {@link Hooks} is one, for what code under test is about to access. Code outside of
 * all loops that have scheduling points pays for reading one plain field.
 */
@NullUnmarked
final class PointHooks {
  /** Whether a loop in this JVM has scheduling points. Plain: it is read at every access. */
  static boolean on;

  /** Told the object, and in one number the index of the element and the number of the site. */
  static ObjLongConsumer<Object> access;

  private PointHooks() {}

  /**
   * Told before an access to a field of an object, a monitor, or a method that is called.
   *
   * @param target the object; null if the field or method is static
   */
  public static void access(Object target, int site) {
    if (on && Hooks.mayBeInLoop()) {
      access.accept(target, site);
    }
  }

  /** Told when the monitor was entered that {@link #access} has told of. */
  public static void entered() {
    if (on && Hooks.mayBeInLoop()) {
      access.accept(null, -2);
    }
  }

  /**
   * Told before {@link #access} or {@link #element}, in a class of the JDK: whose method it is.
   *
   * @param self the object; null if the method is static, or its constructor has not made it yet
   */
  public static void inside(Object self) {
    if (on && Hooks.mayBeInLoop()) {
      access.accept(self, -1);
    }
  }

  /** Told before an access to an element of an array. */
  public static void element(Object array, int index, int site) {
    if (on && Hooks.mayBeInLoop()) {
      access.accept(array, ((long) index << Integer.SIZE) | site);
    }
  }
}
