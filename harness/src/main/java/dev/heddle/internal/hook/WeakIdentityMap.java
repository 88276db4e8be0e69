package dev.heddle.internal.hook;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A map that keeps no key alive and knows keys by identity. Unlike {@code WeakHashMap} it has no
 * {@code ReferenceQueue}, whose lock the collector's thread may hold; so entries of collected keys
 * stay until the table is full, when they make room for others.
 *
 * <p>Not thread-safe. It is never gone through: hash codes of identity differ between runs.
 *
 * @param <V> the type of the values
 */
public final class WeakIdentityMap<V> {
  private static final int FIRST_SIZE = 16;

  /** Chains of entries, by hash code; as many as a power of two. */
  private @Nullable Entry<V>[] table = newTable(FIRST_SIZE);

  /** How many entries there are, those of collected keys included. */
  private int size;

  private static final class Entry<V> extends WeakReference<Object> {
    final int hash;
    V value;
    @Nullable Entry<V> next;

    Entry(Object key, int hash, V value) {
      super(key);
      this.hash = hash;
      this.value = value;
    }
  }

  @SuppressWarnings("unchecked")
  private static <V> @Nullable Entry<V>[] newTable(int size) {
    return (Entry<V>[]) new Entry<?>[size];
  }

  /** The value of a key; null if it has none. */
  public @Nullable V get(Object key) {
    Entry<V> entry = find(key, System.identityHashCode(key));
    return entry == null ? null : entry.value;
  }

  /** Whether a key has a value. */
  public boolean contains(Object key) {
    return find(key, System.identityHashCode(key)) != null;
  }

  /** Gives a key a value, in place of the one that it may have. */
  public void put(Object key, V value) {
    int hash = System.identityHashCode(key);
    Entry<V> known = find(key, hash);
    if (known != null) {
      known.value = value;
      return;
    }
    if (size == table.length) {
      makeRoom();
    }
    link(new Entry<>(key, hash, value));
  }

  /** Takes a key's value away, if it has one. */
  public void remove(Object key) {
    int hash = System.identityHashCode(key);
    Entry<V> entry = find(key, hash);
    if (entry != null) {
      unlink(entry);
    }
  }

  /** How many entries it holds, those of collected keys included: for tests of its memory. */
  int size() {
    return size;
  }

  private @Nullable Entry<V> find(Object key, int hash) {
    Entry<V> entry = table[hash & (table.length - 1)];
    while (entry != null && !entry.refersTo(key)) {
      entry = entry.next;
    }
    return entry;
  }

  private void link(Entry<V> entry) {
    int chain = entry.hash & (table.length - 1);
    entry.next = table[chain];
    table[chain] = entry;
    size++;
  }

  private void unlink(Entry<V> entry) {
    int chain = entry.hash & (table.length - 1);
    Entry<V> before = table[chain];
    if (before == entry) {
      table[chain] = entry.next;
    } else {
      while (before != null && before.next != entry) {
        before = before.next;
      }
      if (before != null) {
        before.next = entry.next;
      }
    }
    size--;
  }

  /** Drops what was collected, and has a table at most half full. */
  private void makeRoom() {
    @Nullable Entry<V>[] full = table;
    int live = 0;
    for (Entry<V> first : full) {
      for (Entry<V> entry = first; entry != null; entry = entry.next) {
        live += entry.refersTo(null) ? 0 : 1;
      }
    }
    table = newTable(2 * live > full.length ? 2 * full.length : full.length);
    size = 0;
    for (Entry<V> first : full) {
      Entry<V> next;
      for (Entry<V> entry = first; entry != null; entry = next) {
        next = entry.next;
        if (!entry.refersTo(null)) {
          link(entry);
        }
      }
    }
  }
}
