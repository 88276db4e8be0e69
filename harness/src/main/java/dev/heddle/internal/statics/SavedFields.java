package dev.heddle.internal.statics;

import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ObjectMemory;
import java.lang.reflect.Field;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of an object, or the static ones of a class. */
final class SavedFields extends Saved {
  private static final ObjectMemory MEMORY = Jdk.memory();

  /** What has the fields. */
  private final Object base;

  private final Layout layout;

  private final @Nullable Object[] references;

  private final long[] primitives;

  private SavedFields(@Nullable Field root, Object base, Layout layout) {
    super(root);
    this.base = base;
    this.layout = layout;
    references = new Object[layout.referenceOffsets.length];
    primitives = new long[layout.primitiveOffsets.length];
  }

  /** What is there now. */
  static SavedFields of(@Nullable Field root, Object base, Layout layout) {
    SavedFields saved = new SavedFields(root, base, layout);
    saved.take();
    return saved;
  }

  /** What was there when the class was loaded: zeros. */
  static SavedFields untouched(Object base, Layout layout) {
    return new SavedFields(null, base, layout);
  }

  @Override
  void take() {
    for (int i = 0; i < references.length; i++) {
      references[i] = MEMORY.reference(base, layout.referenceOffsets[i]);
    }
    for (int i = 0; i < primitives.length; i++) {
      primitives[i] = bits(i);
    }
  }

  private long bits(int i) {
    return MEMORY.bits(base, layout.primitiveOffsets[i], layout.sizes[i]);
  }

  @Override
  Saved now() {
    return of(root, base, layout);
  }

  @Override
  void putBack() {
    for (int i = 0; i < references.length; i++) {
      long at = layout.referenceOffsets[i];
      if (MEMORY.reference(base, at) != references[i] && !Reach.isWaiter(references[i])) {
        MEMORY.setReference(base, at, references[i]);
      }
    }
    for (int i = 0; i < primitives.length; i++) {
      if (bits(i) != primitives[i]) {
        MEMORY.setBits(base, layout.primitiveOffsets[i], layout.sizes[i], primitives[i]);
      }
    }
  }

  @Override
  boolean differs() {
    for (int i = 0; i < references.length; i++) {
      if (MEMORY.reference(base, layout.referenceOffsets[i]) != references[i]) {
        return true;
      }
    }
    for (int i = 0; i < primitives.length; i++) {
      if (bits(i) != primitives[i]) {
        return true;
      }
    }
    return false;
  }

  @Override
  void references(BiConsumer<Object, Field> to) {
    for (int i = 0; i < references.length; i++) {
      Object reference = references[i];
      if (reference != null) {
        to.accept(reference, Objects.requireNonNullElse(root, layout.references.get(i)));
      }
    }
  }

  @Override
  @Nullable Difference difference() {
    for (int i = 0; i < primitives.length; i++) {
      if (bits(i) != primitives[i]) {
        Field field = layout.primitives.get(i);
        return difference(field, value(field, primitives[i]), value(field, bits(i)));
      }
    }
    for (int i = 0; i < references.length; i++) {
      Object now = MEMORY.reference(base, layout.referenceOffsets[i]);
      if (now != references[i]) {
        return difference(
            layout.references.get(i), Difference.words(references[i]), Difference.words(now));
      }
    }
    return null;
  }

  private Difference difference(Field field, Object before, Object after) {
    String place =
        root == null
            ? Difference.staticField(field)
            : "field " + field.getName() + " of " + Difference.kind(base);
    return Difference.of(root, place, before, after);
  }

  private static Object value(Field field, long bits) {
    Class<?> type = field.getType();
    if (type == boolean.class) {
      return bits != 0;
    }
    if (type == char.class) {
      return (char) bits;
    }
    if (type == float.class) {
      return Float.intBitsToFloat((int) bits);
    }
    return type == double.class ? (Object) Double.longBitsToDouble(bits) : (Object) bits;
  }
}
