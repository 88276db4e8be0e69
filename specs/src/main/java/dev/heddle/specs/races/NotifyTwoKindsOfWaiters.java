package dev.heddle.specs.races;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Producers and consumers wait on one monitor; a consumer wakes another consumer, and the producer
 * waits forever.
 */
final class NotifyTwoKindsOfWaiters implements Race {
  private interface Slot {
    void put(String item) throws InterruptedException;

    String take() throws InterruptedException;
  }

  private static final class Careless implements Slot {
    private @Nullable String item;

    @Override
    public synchronized void put(String next) throws InterruptedException {
      while (item != null) {
        wait();
      }
      item = next;
      notify();
    }

    @Override
    public synchronized String take() throws InterruptedException {
      String taken = item;
      while (taken == null) {
        wait();
        taken = item;
      }
      item = null;
      notify();
      return taken;
    }
  }

  private static final class TwoConditions implements Slot {
    private final Lock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Condition full = lock.newCondition();
    private @Nullable String item;

    @Override
    public void put(String next) throws InterruptedException {
      lock.lock();
      try {
        while (item != null) {
          empty.await();
        }
        item = next;
        full.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public String take() throws InterruptedException {
      lock.lock();
      try {
        String taken = item;
        while (taken == null) {
          full.await();
          taken = item;
        }
        item = null;
        empty.signal();
        return taken;
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public String bug() {
    return "notify with two kinds of waiters";
  }

  @Override
  public Level level() {
    return Level.SYNC;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new TwoConditions());
  }

  private static void run(Slot slot) throws Exception {
    Threads.runAll(
        () -> {
          slot.put("a");
          slot.put("b");
        },
        slot::take,
        slot::take);
  }
}
