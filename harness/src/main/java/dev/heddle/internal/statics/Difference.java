package dev.heddle.internal.statics;

import java.lang.reflect.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has changed.
 *
 * @param where what is changed, such as {@code static field Counter.count}
 * @param before what was there, in words
 * @param after what is there
 */
record Difference(String where, String before, String after) {
  private static final int LONG = 40;

  /** The classes whose values never change. */
  private static final Set<Class<?>> TELLING =
      Set.of(String.class, Integer.class, Long.class, Boolean.class, Character.class, Double.class);

  static String staticField(Field field) {
    return "static field " + field.getDeclaringClass().getName() + "." + field.getName();
  }

  /** Of a value that belongs to an object, or of a static field. */
  static Difference of(@Nullable Field root, String place, Object before, Object after) {
    return new Difference(
        root == null ? place : staticField(root) + " (" + place + ")", "" + before, "" + after);
  }

  /** A value that says something by itself; of other objects only what they are. */
  static String words(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (!TELLING.contains(value.getClass())) {
      return kind(value);
    }
    String text = value.toString();
    return text.length() > LONG ? text.substring(0, LONG) + "…" : text;
  }

  /** What an object is. */
  static String kind(Object value) {
    return "a " + value.getClass().getTypeName();
  }

  /** A sentence without its full stop. */
  String text() {
    return before.equals(after)
        ? where + " had one object (" + before + ") before, and has another one after"
        : where + " was [" + before + "] before, and is [" + after + "] after";
  }
}
