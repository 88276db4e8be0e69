package dev.heddle.internal.memory;

import dev.heddle.internal.site.Site;
import dev.heddle.internal.source.KindNames;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads, for reports, the fields that code under test accesses. */
public final class FieldValues {
  private FieldValues() {}

  /**
   * The value of the field that a site accesses.
   *
   * @param target the object; null if the field is static
   * @return in words; empty if it cannot be read
   */
  public static String of(Site site, @Nullable Object target) {
    return of(site, target, 0);
  }

  /** As {@link #of(Site, Object)}, or of an element of an array. */
  static String of(Site site, @Nullable Object target, int index) {
    if (site.kind.isElement()) {
      return target != null && index < Array.getLength(target)
          ? words(Array.get(target, index))
          : "";
    }
    Field field = site.kind.isField() ? FieldModes.fieldOf(site, site.loader) : null;
    try {
      if (field == null || !field.trySetAccessible()) {
        return "";
      }
      return words(field.get(target));
    } catch (IllegalAccessException | RuntimeException e) {
      return ""; // a report without the value
    }
  }

  /** The value of an atomic variable; empty of anything else. */
  static String ofAtomic(@Nullable Object variable) {
    if (variable instanceof AtomicReference<?> reference) {
      return words(reference.get());
    }
    return variable instanceof AtomicInteger
            || variable instanceof AtomicLong
            || variable instanceof AtomicBoolean
        ? variable.toString()
        : "";
  }

  /** A value, but without what differs between runs. */
  private static String words(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof String || value instanceof Character || value instanceof Enum<?>) {
      return "\"" + value + "\"";
    }
    return value.getClass().isArray()
        ? value.getClass().getComponentType().getSimpleName() + "[" + Array.getLength(value) + "]"
        : "a " + KindNames.nameOf(value);
  }
}
