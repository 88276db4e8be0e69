package dev.heddle.internal.memory;

import dev.heddle.internal.core.ManagedThread;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which threads of a run have touched what, and whether one of them has written it. By identity, in
 * a table with open addressing; no entry is ever taken away during a run. Not thread-safe.
 */
final class Sharing {
  private static final int FIRST_CAPACITY = 1 << 8;

  private static final int SPREAD = 0x9e3779b9;

  private static final int WRITTEN = 0b01;

  private static final int BY_SEVERAL = 0b10;

  // One entry a place that was touched, at the same index of each array.
  private @Nullable Object[] objects = new @Nullable Object[FIRST_CAPACITY];
  private int[] parts = new int[FIRST_CAPACITY];
  private @Nullable ManagedThread[] first = new @Nullable ManagedThread[FIRST_CAPACITY];
  private byte[] seen = new byte[FIRST_CAPACITY];

  private int count;

  /**
   * A thread touches a part of an object.
   *
   * @param part a number for the field, or the index of the element
   * @return whether several threads have touched it, and one of them has written it
   */
  boolean touch(ManagedThread by, Object object, int part, boolean writes) {
    int place = place(object, part);
    if (objects[place] == null) {
      if (++count > objects.length / 2) {
        grow();
        place = place(object, part);
      }
      objects[place] = object;
      parts[place] = part;
      first[place] = by;
      seen[place] = (byte) (writes ? WRITTEN : 0);
      return false;
    }
    byte known = seen[place];
    if (writes) {
      known |= WRITTEN;
    }
    if (first[place] != by) {
      known |= BY_SEVERAL;
    }
    seen[place] = known;
    return known == (WRITTEN | BY_SEVERAL);
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
    @Nullable ManagedThread[] oldFirst = first;
    byte[] oldSeen = seen;
    int capacity = oldObjects.length * 2;
    objects = new @Nullable Object[capacity];
    parts = new int[capacity];
    first = new @Nullable ManagedThread[capacity];
    seen = new byte[capacity];
    for (int i = 0; i < oldObjects.length; i++) {
      Object object = oldObjects[i];
      if (object != null) {
        int place = place(object, oldParts[i]);
        objects[place] = object;
        parts[place] = oldParts[i];
        first[place] = oldFirst[i];
        seen[place] = oldSeen[i];
      }
    }
  }

  /** Forgets everything, for the next run. */
  void clear() {
    if (count > 0) {
      Arrays.fill(objects, null);
      Arrays.fill(first, null);
      count = 0;
    }
  }
}
