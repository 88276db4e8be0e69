package dev.heddle.internal.memory;

import dev.heddle.internal.core.ManagedThread;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Which threads of a run have touched what, and whether one has written it. Not thread-safe. */
final class Sharing {
  private static final int WRITTEN = 0b01;

  private static final int BY_SEVERAL = 0b10;

  /** So many locations are kept of what was touched. */
  private static final int LOCATIONS = 8;

  /** What was touched. */
  private static final class Touched {
    private final ManagedThread first;

    private int seen;

    /** Where the program has touched it, without the same location twice. */
    private int[] locations;

    private int count = 1;

    Touched(ManagedThread first, int seen, int location) {
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

  private final PartTable<Touched> parts = new PartTable<>();

  /** Told the location of each of several accesses to what threads share. */
  private final IntConsumer shared;

  Sharing(IntConsumer shared) {
    this.shared = shared;
  }

  /**
   * A thread touches a part of an object.
   *
   * @param part a number for the field, or the index of the element
   * @param location a number for the place in the program, the same in every JVM
   * @return whether several threads have touched it, and one has written it
   */
  boolean touch(ManagedThread by, Object object, int part, int location, boolean writes) {
    Touched touched = parts.get(object, part);
    int seen = writes ? WRITTEN : 0;
    if (touched == null) {
      parts.put(object, part, new Touched(by, seen, location));
      return false;
    }
    seen |= touched.seen | (canSplit(touched.first, by) ? BY_SEVERAL : 0);
    touched.seen = seen;
    touched.add(location);
    if (seen != (WRITTEN | BY_SEVERAL)) {
      return false;
    }
    for (int i = 0; i < touched.count; i++) {
      shared.accept(touched.locations[i]);
    }
    return true;
  }

  /** Tasks never run in the middle of each other's steps. */
  private static boolean canSplit(ManagedThread one, ManagedThread other) {
    return one != other && (one.owner == null || other.owner == null);
  }
}
