package dev.heddle.schedule;

import java.util.Arrays;

/**
 * Numbers by number, without an object for each: a table with open addressing. A key that was never
 * put has the value 0. Not thread-safe.
 */
final class LongTable {
  private static final int FIRST_CAPACITY = 16;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  /** Its length is a power of two. */
  private long[] keys = new long[FIRST_CAPACITY];

  /** The value of the key at the same index. */
  private long[] values = new long[FIRST_CAPACITY];

  /** Whether there is a key at the same index. */
  private boolean[] used = new boolean[FIRST_CAPACITY];

  /** How many keys there are: half of the length at most. */
  private int count;

  long get(long key) {
    return values[place(key)];
  }

  boolean has(long key) {
    return used[place(key)];
  }

  void put(long key, long value) {
    int place = place(key);
    if (!used[place]) {
      if (count == keys.length / 2) {
        grow();
        place = place(key);
      }
      used[place] = true;
      keys[place] = key;
      count++;
    }
    values[place] = value;
  }

  /** Is told a key and its value. */
  interface Entries {
    void entry(long key, long value);
  }

  /** Tells all of them, in an order that depends on nothing else than what was put. */
  void forEach(Entries entries) {
    for (int i = 0; i < keys.length; i++) {
      if (used[i]) {
        entries.entry(keys[i], values[i]);
      }
    }
  }

  /** How many keys there are. */
  int size() {
    return count;
  }

  void clear() {
    if (count > 0) {
      Arrays.fill(used, false);
      Arrays.fill(values, 0);
      count = 0;
    }
  }

  /** Where a key is, or would be. */
  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) ((key * SPREAD) >>> 40) & mask;
    while (used[place] && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    boolean[] oldUsed = used;
    keys = new long[oldKeys.length * 2];
    values = new long[keys.length];
    used = new boolean[keys.length];
    count = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldUsed[i]) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }
}
