package dev.heddle.internal.statics;

import java.lang.reflect.Field;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The contents of one object, array or class as they were at some time. */
abstract class Saved {
  /** The static field that leads to it; null of a class itself. */
  final @Nullable Field root;

  Saved(@Nullable Field root) {
    this.root = root;
  }

  /** Writes back what is different now. */
  abstract void putBack();

  /** Whether something is different now. */
  abstract boolean differs();

  /** Takes what is there now. */
  abstract void take();

  /** What is there now, of the same object. */
  abstract Saved now();

  /** Passes on the references that were there, each with the static field that leads to it. */
  abstract void references(BiConsumer<Object, Field> to);

  /** What is different now, in words, as {@link Difference} puts them; null: nothing. */
  abstract @Nullable Difference difference();
}
