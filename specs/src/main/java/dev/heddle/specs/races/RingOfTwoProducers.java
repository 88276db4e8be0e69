package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Two producers read the same index, write to the same slot, and one item is lost. */
final class RingOfTwoProducers implements Race {
  private abstract static class Ring {
    final AtomicInteger tail = new AtomicInteger();
    final AtomicReferenceArray<@Nullable String> slots = new AtomicReferenceArray<>(4);

    abstract void offer(String item);
  }

  private static final class Careless extends Ring {
    @Override
    void offer(String item) {
      int slot = tail.get();
      slots.set(slot % slots.length(), item);
      tail.set(slot + 1);
    }
  }

  private static final class Claimed extends Ring {
    @Override
    void offer(String item) {
      int slot = tail.getAndIncrement();
      slots.set(slot % slots.length(), item);
    }
  }

  @Override
  public String bug() {
    return "two producers take one slot";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Claimed());
  }

  private static void run(Ring ring) throws Exception {
    Threads.runAll(() -> ring.offer("a"), () -> ring.offer("b"));
    Check.number("The number of items", 2, ring.tail.get());
    Check.that(ring.slots.get(0) != null, "The first slot must have an item.");
    Check.that(ring.slots.get(1) != null, "The second slot must have an item.");
  }
}
