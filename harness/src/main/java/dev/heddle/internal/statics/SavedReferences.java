package dev.heddle.internal.statics;

import java.lang.reflect.Field;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The elements of an array of references. */
final class SavedReferences extends SavedArray {
  private final @Nullable Object[] array;

  private final @Nullable Object[] elements;

  SavedReferences(@Nullable Field root, @Nullable Object[] array) {
    super(root);
    this.array = array;
    elements = array.clone();
  }

  @Override
  void take() {
    System.arraycopy(array, 0, elements, 0, elements.length);
  }

  @Override
  Saved now() {
    return new SavedReferences(root, array);
  }

  @Override
  void putBack() {
    for (int i = 0; i < elements.length; i++) {
      if (array[i] != elements[i]) {
        array[i] = elements[i];
      }
    }
  }

  @Override
  int firstDifference() {
    for (int i = 0; i < elements.length; i++) {
      if (array[i] != elements[i]) {
        return i;
      }
    }
    return -1;
  }

  @Override
  void references(BiConsumer<Object, Field> to) {
    for (Object element : elements) {
      if (element != null) {
        to.accept(element, Objects.requireNonNull(root));
      }
    }
  }

  @Override
  Difference difference(int index) {
    return Difference.of(
        root,
        element(index, array),
        Difference.words(elements[index]),
        Difference.words(array[index]));
  }
}
