package dev.heddle.internal.memory;

/** Numbers what a run accesses, in the order in which it is asked for. Not thread-safe. */
final class Locations {
  private final PartTable<Long> numbers = new PartTable<>();

  long of(Object object, int part) {
    Long known = numbers.get(object, part);
    if (known != null) {
      return known;
    }
    long next = numbers.size();
    numbers.put(object, part, next);
    return next;
  }
}
