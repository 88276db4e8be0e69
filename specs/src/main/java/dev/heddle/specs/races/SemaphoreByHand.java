package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/** A semaphore looks at its permits, then changes them: they go below zero, or beyond the limit. */
final class SemaphoreByHand implements Race {
  private abstract static class Semaphore {
    static final int LIMIT = 1;

    final AtomicInteger permits = new AtomicInteger(LIMIT);

    abstract boolean tryAcquire();

    abstract void release();
  }

  private static final class Careless extends Semaphore {
    @Override
    boolean tryAcquire() {
      if (permits.get() == 0) {
        return false;
      }
      permits.decrementAndGet();
      return true;
    }

    @Override
    void release() {
      if (permits.get() < LIMIT) {
        permits.incrementAndGet();
      }
    }
  }

  private static final class Atomic extends Semaphore {
    @Override
    boolean tryAcquire() {
      return permits.getAndUpdate(now -> Math.max(now - 1, 0)) > 0;
    }

    @Override
    void release() {
      permits.updateAndGet(now -> Math.min(now + 1, LIMIT));
    }
  }

  @Override
  public String bug() {
    return "semaphore by check, then change";
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
    run(new Atomic());
  }

  private static void run(Semaphore semaphore) throws Exception {
    Threads.runAll(semaphore::tryAcquire, semaphore::tryAcquire);
    Check.number("The number of permits", 0, semaphore.permits.get());
    Threads.runAll(semaphore::release, semaphore::release);
    Check.number("The number of permits", 1, semaphore.permits.get());
  }
}
