package dev.heddle.internal.statics;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** The elements of an array. */
abstract class SavedArray extends Saved {
  SavedArray(@Nullable Field root) {
    super(root);
  }

  /** The index of the first element that is different now; -1: there is none. */
  abstract int firstDifference();

  /** What is different in an element. */
  abstract Difference difference(int index);

  @Override
  final boolean differs() {
    return firstDifference() >= 0;
  }

  @Override
  final @Nullable Difference difference() {
    int index = firstDifference();
    return index < 0 ? null : difference(index);
  }

  /** An element in words. */
  static String element(int index, Object array) {
    return "element " + index + " of " + Difference.kind(array);
  }
}
