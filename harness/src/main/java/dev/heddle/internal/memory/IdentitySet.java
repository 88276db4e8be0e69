package dev.heddle.internal.memory;

import org.jspecify.annotations.Nullable;

/** Objects by identity, with open addressing. Not thread-safe. */
final class IdentitySet {
  private static final int FIRST_CAPACITY = 1 << 6;

  private static final int SPREAD = 0x9e3779b9;

  private @Nullable Object[] table = new @Nullable Object[FIRST_CAPACITY];

  private int count;

  boolean contains(Object object) {
    return table[place(object)] != null;
  }

  void add(Object object) {
    int place = place(object);
    if (table[place] == null) {
      table[place] = object;
      if (++count > table.length / 2) {
        grow();
      }
    }
  }

  private int place(Object object) {
    int mask = table.length - 1;
    int hash = System.identityHashCode(object) * SPREAD;
    int place = (hash ^ (hash >>> 16)) & mask;
    while (table[place] != null && table[place] != object) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    @Nullable Object[] old = table;
    table = new @Nullable Object[old.length * 2];
    for (Object object : old) {
      if (object != null) {
        table[place(object)] = object;
      }
    }
  }
}
