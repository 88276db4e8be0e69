package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A writer waits until there are no readers and announces itself then; a reader comes in between.
 */
final class ReadWriteLockByHand implements Race {
  private static final class Range {
    private volatile int low;
    private volatile int high;
  }

  private interface ReadWriteLock {
    void lockRead();

    void unlockRead();

    void lockWrite();

    void unlockWrite();
  }

  private static final class Careless implements ReadWriteLock {
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean writing;

    @Override
    public void lockRead() {
      while (writing) {
        Thread.onSpinWait();
      }
      readers.incrementAndGet();
    }

    @Override
    public void unlockRead() {
      readers.decrementAndGet();
    }

    @Override
    public void lockWrite() {
      while (readers.get() > 0) {
        Thread.onSpinWait();
      }
      writing = true;
    }

    @Override
    public void unlockWrite() {
      writing = false;
    }
  }

  /** Has one state: the number of readers, or -1 for a writer. */
  private static final class OneState implements ReadWriteLock {
    private final AtomicInteger state = new AtomicInteger();

    @Override
    public void lockRead() {
      int readers = state.get();
      while (readers < 0 || !state.compareAndSet(readers, readers + 1)) {
        Thread.onSpinWait();
        readers = state.get();
      }
    }

    @Override
    public void unlockRead() {
      state.decrementAndGet();
    }

    @Override
    public void lockWrite() {
      while (!state.compareAndSet(0, -1)) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void unlockWrite() {
      state.set(0);
    }
  }

  @Override
  public String bug() {
    return "the writer looks at the readers once";
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
    run(new OneState());
  }

  private static void run(ReadWriteLock lock) throws Exception {
    Range range = new Range();
    Threads.runAll(() -> write(lock, range), () -> read(lock, range));
  }

  private static void write(ReadWriteLock lock, Range range) {
    lock.lockWrite();
    try {
      range.low = 5;
      range.high = 5;
    } finally {
      lock.unlockWrite();
    }
  }

  private static void read(ReadWriteLock lock, Range range) {
    lock.lockRead();
    try {
      Check.number("The upper end", range.low, range.high);
    } finally {
      lock.unlockRead();
    }
  }
}
