package dev.heddle.internal.memory;

import dev.heddle.internal.core.ManagedThread;
import java.util.Arrays;
import java.util.function.IntConsumer;
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

  /** So many locations are kept of what was touched. */
  private static final int LOCATIONS = 8;

  /** What was touched. */
  private static final class Touched {
    private final Object object;
    private final int part;
    private final ManagedThread first;

    private int seen;

    /** Where the program has touched it, without the same location twice. */
    private int[] locations;

    private int count = 1;

    Touched(Object object, int part, ManagedThread first, int seen, int location) {
      this.object = object;
      this.part = part;
      this.first = first;
      this.seen = seen;
      locations = new int[] {location};
    }

    void add(int location) {
      for (int i = 0; i < count; i++) {
        if (locations[i] == location) {
          return;
        }
      }
      if (count == LOCATIONS) {
        return; // the others are learned as they meet in other schedules
      }
      if (count == locations.length) {
        locations = Arrays.copyOf(locations, count * 2);
      }
      locations[count++] = location;
    }
  }

  private @Nullable Touched[] table = new @Nullable Touched[FIRST_CAPACITY];

  private int count;

  /**
   * A thread touches a part of an object.
   *
   * @param part a number for the field, or the index of the element
   * @param location a number for the place in the program, the same in every JVM
   * @param shared told the locations of all that have touched it, if they are several threads and
   *     one has written it
   */
  void touch(
      ManagedThread by, Object object, int part, int location, boolean writes, IntConsumer shared) {
    int place = place(object, part);
    Touched touched = table[place];
    int seen = writes ? WRITTEN : 0;
    if (touched == null) {
      table[place] = new Touched(object, part, by, seen, location);
      if (++count > table.length / 2) {
        grow();
      }
      return;
    }
    seen |= touched.seen | (canSplit(touched.first, by) ? BY_SEVERAL : 0);
    touched.seen = seen;
    touched.add(location);
    if (seen == (WRITTEN | BY_SEVERAL)) {
      for (int i = 0; i < touched.count; i++) {
        shared.accept(touched.locations[i]);
      }
    }
  }

  /** Whether an object, as a whole, was touched. */
  boolean has(Object object) {
    return table[place(object, 0)] != null;
  }

  /** Tasks never run in the middle of each other's steps. */
  private static boolean canSplit(ManagedThread one, ManagedThread other) {
    return one != other && (one.owner == null || other.owner == null);
  }

  private int place(Object object, int part) {
    int mask = table.length - 1;
    int hash = (System.identityHashCode(object) + part * SPREAD) * SPREAD;
    int place = (hash ^ (hash >>> 16)) & mask;
    for (Touched touched = table[place];
        touched != null && (touched.object != object || touched.part != part);
        touched = table[place]) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    @Nullable Touched[] old = table;
    table = new @Nullable Touched[old.length * 2];
    for (Touched touched : old) {
      if (touched != null) {
        table[place(touched.object, touched.part)] = touched;
      }
    }
  }
}
