package dev.heddle.internal.statics;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The elements of an array of primitive values. */
final class SavedPrimitives extends SavedArray {
  private final Object array;

  private final Object elements;

  private final int length;

  SavedPrimitives(@Nullable Field root, Object array) {
    super(root);
    this.array = array;
    length = Array.getLength(array);
    elements = Array.newInstance(array.getClass().getComponentType(), length);
    take();
  }

  @Override
  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of one type
  void take() {
    System.arraycopy(array, 0, elements, 0, length);
  }

  @Override
  Saved now() {
    return new SavedPrimitives(root, array);
  }

  @Override
  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of one type
  void putBack() {
    if (differs()) {
      System.arraycopy(elements, 0, array, 0, length);
    }
  }

  @Override
  int firstDifference() {
    if (array instanceof byte[] bytes) {
      return Arrays.mismatch(bytes, (byte[]) elements);
    }
    if (array instanceof int[] ints) {
      return Arrays.mismatch(ints, (int[]) elements);
    }
    if (array instanceof long[] longs) {
      return Arrays.mismatch(longs, (long[]) elements);
    }
    if (array instanceof char[] chars) {
      return Arrays.mismatch(chars, (char[]) elements);
    }
    if (array instanceof double[] doubles) {
      return Arrays.mismatch(doubles, (double[]) elements);
    }
    if (array instanceof boolean[] booleans) {
      return Arrays.mismatch(booleans, (boolean[]) elements);
    }
    return array instanceof float[] floats
        ? Arrays.mismatch(floats, (float[]) elements)
        : Arrays.mismatch((short[]) array, (short[]) elements);
  }

  @Override
  void references(BiConsumer<Object, Field> to) {
    // There are none.
  }

  @Override
  Difference difference(int index) {
    return Difference.of(
        root, element(index, array), Array.get(elements, index), Array.get(array, index));
  }
}
