package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A ticket lock draws its tickets from a plain field; two threads take one ticket and hold the
 * lock.
 */
final class TicketLockWithPlainTicket implements Race {
  private abstract static class TicketLock {
    private final AtomicInteger serving = new AtomicInteger();

    abstract int draw();

    void lock() {
      int ticket = draw();
      while (serving.get() < ticket) {
        Thread.onSpinWait();
      }
    }

    void unlock() {
      serving.incrementAndGet();
    }
  }

  private static final class Careless extends TicketLock {
    private int next;

    @Override
    int draw() {
      return next++;
    }
  }

  private static final class Atomic extends TicketLock {
    private final AtomicInteger next = new AtomicInteger();

    @Override
    int draw() {
      return next.getAndIncrement();
    }
  }

  @Override
  public String bug() {
    return "ticket lock with a plain ticket";
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
    run(new Atomic());
  }

  private static void run(TicketLock lock) throws Exception {
    AtomicInteger holders = new AtomicInteger();
    Threads.runAll(() -> use(lock, holders), () -> use(lock, holders));
  }

  private static void use(TicketLock lock, AtomicInteger holders) {
    lock.lock();
    try {
      Check.number("The number of holders", 1, holders.incrementAndGet());
    } finally {
      holders.decrementAndGet();
      lock.unlock();
    }
  }
}
