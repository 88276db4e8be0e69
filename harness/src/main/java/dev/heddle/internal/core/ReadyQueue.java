package dev.heddle.internal.core;

import org.jspecify.annotations.Nullable;

/** The entries that will run, in the default order; a ring, from which any can be removed. */
public final class ReadyQueue {
  private static final int FIRST_CAPACITY = 16;

  private @Nullable Entry[] ring = new @Nullable Entry[FIRST_CAPACITY];

  /** Where the first entry is. */
  private int head;

  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public void add(Entry entry) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = entry;
    size++;
  }

  private void grow() {
    @Nullable Entry[] larger = new @Nullable Entry[ring.length * 2];
    int untilEnd = ring.length - head;
    System.arraycopy(ring, head, larger, 0, untilEnd);
    System.arraycopy(ring, 0, larger, untilEnd, head);
    ring = larger;
    head = 0;
  }

  /** The entry that is {@code index} places behind the first. */
  Entry get(int index) {
    Entry entry = ring[(head + index) & (ring.length - 1)];
    if (entry == null || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return entry;
  }

  /** Removes the first entry; null if there is none. */
  @Nullable Entry poll() {
    if (size == 0) {
      return null;
    }
    Entry entry = ring[head];
    ring[head] = null;
    head = (head + 1) & (ring.length - 1);
    size--;
    return entry;
  }

  /** Removes an entry; the others stay in their order. */
  Entry removeAt(int index) {
    Entry entry = get(index);
    int mask = ring.length - 1;
    for (int i = index; i > 0; i--) {
      ring[(head + i) & mask] = ring[(head + i - 1) & mask];
    }
    ring[head] = null;
    head = (head + 1) & mask;
    size--;
    return entry;
  }

  /** Removes an entry if it is the last; returns whether it was. */
  public boolean removeLast(Entry entry) {
    if (size == 0 || get(size - 1) != entry) {
      return false;
    }
    ring[(head + --size) & (ring.length - 1)] = null;
    return true;
  }

  public void remove(Entry entry) {
    for (int i = 0; i < size; i++) {
      if (get(i) == entry) {
        removeAt(i);
        return;
      }
    }
  }

  public void clear() {
    while (size > 0) {
      poll();
    }
  }
}
