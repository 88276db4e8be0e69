package dev.heddle.specs.races;

import org.jspecify.annotations.Nullable;

/** A ring buffer publishes the index before the element, and the consumer takes an empty slot. */
final class RingIndexBeforeElement implements Race {
  private abstract static class Ring {
    final @Nullable String[] slots = new @Nullable String[4];
    volatile int head;
    volatile int tail;

    abstract void offer(String item);

    @SuppressWarnings("NonAtomicVolatileUpdate") // there is one consumer
    void poll() {
      if (head < tail) {
        Check.that(slots[head % slots.length] != null, "A slot before the tail must have an item.");
        head++;
      }
    }
  }

  private static final class Careless extends Ring {
    @Override
    void offer(String item) {
      int slot = tail;
      tail = slot + 1;
      slots[slot % slots.length] = item;
    }
  }

  private static final class ElementFirst extends Ring {
    @Override
    void offer(String item) {
      int slot = tail;
      slots[slot % slots.length] = item;
      tail = slot + 1;
    }
  }

  @Override
  public String bug() {
    return "index published before the element";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new ElementFirst());
  }

  private static void run(Ring ring) throws Exception {
    Threads.runAll(() -> ring.offer("a"), ring::poll);
  }
}
