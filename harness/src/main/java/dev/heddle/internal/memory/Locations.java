package dev.heddle.internal.memory;

import java.util.HashMap;
import java.util.Map;

/** Numbers what a run accesses, in the order in which it is asked for. Not thread-safe. */
final class Locations {
  /** A part of an object, by identity. */
  private static final class Part {
    private final Object object;
    private final int part;

    Part(Object object, int part) {
      this.object = object;
      this.part = part;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // identity is what counts
    public boolean equals(Object other) {
      return other instanceof Part same && same.object == object && same.part == part;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object) * 31 + part;
    }
  }

  private final Map<Part, Long> numbers = new HashMap<>();

  long of(Object object, int part) {
    Long number = numbers.putIfAbsent(new Part(object, part), (long) numbers.size());
    return number == null ? numbers.size() - 1 : number;
  }
}
