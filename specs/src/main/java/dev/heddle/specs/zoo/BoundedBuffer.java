package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A buffer signals only when it was empty, and so wakes one of the two who wait. */
final class BoundedBuffer implements Specimen {
  private static final class Buffer {
    private static final int CAPACITY = 2;

    private final boolean careless;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private final Queue<Integer> items = new ArrayDeque<>();

    Buffer(boolean careless) {
      this.careless = careless;
    }

    void put(int item) throws InterruptedException {
      lock.lock();
      try {
        while (items.size() == CAPACITY) {
          notFull.await();
        }
        items.add(item);
        if (!careless || items.size() == 1) {
          notEmpty.signal();
        }
      } finally {
        lock.unlock();
      }
    }

    int take() throws InterruptedException {
      lock.lock();
      try {
        while (items.isEmpty()) {
          notEmpty.await();
        }
        int item = items.remove();
        notFull.signal();
        return item;
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public String bug() {
    return "bounded buffer that signals only when it was empty";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Buffer(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Buffer(false));
  }

  private static void run(Buffer buffer) throws Exception {
    Together.run(
        () -> {
          for (int item = 0; item < 3; item++) {
            buffer.put(item);
          }
        },
        buffer::take,
        () -> {
          buffer.take();
          buffer.take();
        });
  }
}
