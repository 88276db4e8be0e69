package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import org.jspecify.annotations.Nullable;

/** A free list sees its old head again and believes that nothing has changed: ABA. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class AbaStack implements Specimen {
  private static final class Buffer {
    private @Nullable Buffer next;
    private int owners;

    void own() {
      owners++;
      if (owners > 1) {
        throw new IllegalStateException("A buffer has two owners.");
      }
    }
  }

  private interface FreeList {
    Buffer take();

    void giveBack(Buffer buffer);
  }

  private static final class Careless implements FreeList {
    private final AtomicReference<@Nullable Buffer> head = new AtomicReference<>();

    @Override
    public Buffer take() {
      while (true) {
        Buffer top = some(head.get());
        Buffer next = top.next;
        Thread.yield(); // between reading and exchanging, which do not block
        if (head.compareAndSet(top, next)) {
          top.own();
          return top;
        }
      }
    }

    @Override
    public void giveBack(Buffer buffer) {
      buffer.owners--;
      buffer.next = head.get();
      head.set(buffer); // as good as an exchange: nobody can come between these two
    }
  }

  private static final class Stamped implements FreeList {
    private final AtomicStampedReference<@Nullable Buffer> head =
        new AtomicStampedReference<>(null, 0);

    @Override
    public Buffer take() {
      int[] stamp = new int[1];
      while (true) {
        Buffer top = some(head.get(stamp));
        Buffer next = top.next;
        Thread.yield(); // between reading and exchanging, which do not block
        if (head.compareAndSet(top, next, stamp[0], stamp[0] + 1)) {
          top.own();
          return top;
        }
      }
    }

    @Override
    public void giveBack(Buffer buffer) {
      buffer.owners--;
      buffer.next = head.getReference();
      head.set(buffer, head.getStamp() + 1);
    }
  }

  private static Buffer some(@Nullable Buffer buffer) {
    if (buffer == null) {
      throw new IllegalStateException("There is no free buffer.");
    }
    return buffer;
  }

  @Override
  public String bug() {
    return "ABA on a lock-free stack";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Careless());
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Stamped());
  }

  private static void run(FreeList free) throws Exception {
    for (int i = 0; i < 4; i++) {
      Buffer buffer = new Buffer();
      buffer.owners = 1;
      free.giveBack(buffer);
    }
    Together.run(
        () -> {
          free.take();
          free.take();
        },
        () -> {
          Thread.yield(); // comes a little later
          Buffer first = free.take();
          free.take();
          free.giveBack(first);
        });
  }
}
