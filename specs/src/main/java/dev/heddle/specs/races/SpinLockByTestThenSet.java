package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A spin lock tests its flag, then sets it, and two threads hold it. */
final class SpinLockByTestThenSet implements Race {
  private abstract static class SpinLock {
    final AtomicBoolean locked = new AtomicBoolean();

    abstract void lock();

    void unlock() {
      locked.set(false);
    }
  }

  private static final class Careless extends SpinLock {
    @Override
    void lock() {
      while (locked.get()) {
        Thread.onSpinWait();
      }
      locked.set(true);
    }
  }

  private static final class TestAndSet extends SpinLock {
    @Override
    void lock() {
      while (!locked.compareAndSet(false, true)) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public String bug() {
    return "spin lock by test, then set";
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
    run(new TestAndSet());
  }

  private static void run(SpinLock lock) throws Exception {
    AtomicInteger holders = new AtomicInteger();
    Threads.runAll(() -> use(lock, holders), () -> use(lock, holders));
  }

  private static void use(SpinLock lock, AtomicInteger holders) {
    lock.lock();
    try {
      Check.number("The number of holders", 1, holders.incrementAndGet());
    } finally {
      holders.decrementAndGet();
      lock.unlock();
    }
  }
}
