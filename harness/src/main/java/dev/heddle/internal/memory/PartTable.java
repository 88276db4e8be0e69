package dev.heddle.internal.memory;

import org.jspecify.annotations.Nullable;

/**
 * Something about parts of objects, which are told apart by identity: a table with open addressing.
 * No entry is ever taken away. Not thread-safe.
 *
 * @param <V> what is kept of each part
 */
final class PartTable<V> {
  private static final int FIRST_CAPACITY = 1 << 5;

  private static final int SPREAD = 0x9e3779b9;

  // An entry a part, at the same index of each array, whose length is a power of two.
  private @Nullable Object[] objects = new @Nullable Object[FIRST_CAPACITY];
  private int[] parts = new int[FIRST_CAPACITY];
  private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];

  private int count;

  int size() {
    return count;
  }

  /** What is kept of a part; null if nothing is. */
  @SuppressWarnings("unchecked") // put has the type
  @Nullable V get(Object object, int part) {
    return (V) values[place(object, part)];
  }

  /** Keeps something of a part of which nothing is kept yet. */
  void put(Object object, int part, V value) {
    if (++count > objects.length / 2) {
      grow();
    }
    set(object, part, value);
  }

  private void set(Object object, int part, Object value) {
    int place = place(object, part);
    objects[place] = object;
    parts[place] = part;
    values[place] = value;
  }

  private int place(Object object, int part) {
    int mask = objects.length - 1;
    int hash = (System.identityHashCode(object) + part * SPREAD) * SPREAD;
    int place = (hash ^ (hash >>> 16)) & mask;
    while (objects[place] != null && (objects[place] != object || parts[place] != part)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    @Nullable Object[] oldObjects = objects;
    int[] oldParts = parts;
    @Nullable Object[] oldValues = values;
    objects = new @Nullable Object[oldObjects.length * 2];
    parts = new int[objects.length];
    values = new @Nullable Object[objects.length];
    for (int i = 0; i < oldObjects.length; i++) {
      Object object = oldObjects[i];
      Object value = oldValues[i];
      if (object != null && value != null) {
        set(object, oldParts[i], value);
      }
    }
  }
}
