package dev.heddle.internal.jdk;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Fields of objects and classes, whoever may see them: read and written where they lie. */
public interface ObjectMemory {
  /** Where an instance field lies in its object, or a static field in its {@link #baseOf}. */
  long offsetOf(Field field);

  /** The object that has a static field. Does not initialise the class. */
  Object baseOf(Field staticField);

  /** The reference at an offset. */
  @Nullable Object reference(Object base, long offset);

  /** Sets the reference at an offset. */
  void setReference(Object base, long offset, @Nullable Object value);

  /** The bits of a primitive value of so many bytes. */
  long bits(Object base, long offset, int bytes);

  /** Sets the bits of a primitive value of so many bytes. */
  void setBits(Object base, long offset, int bytes, long value);
}
