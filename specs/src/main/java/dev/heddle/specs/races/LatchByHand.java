package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads count a plain field down at the same time, neither sees zero, and the latch stays
 * shut.
 */
final class LatchByHand implements Race {
  private abstract static class Latch {
    volatile boolean open;

    abstract void countDown();
  }

  private static final class Careless extends Latch {
    private int left = 2;

    @Override
    void countDown() {
      left--;
      if (left == 0) {
        open = true;
      }
    }
  }

  private static final class Atomic extends Latch {
    private final AtomicInteger left = new AtomicInteger(2);

    @Override
    void countDown() {
      if (left.decrementAndGet() == 0) {
        open = true;
      }
    }
  }

  @Override
  public String bug() {
    return "latch that counts down a plain field";
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

  private static void run(Latch latch) throws Exception {
    Threads.runAll(latch::countDown, latch::countDown);
    Check.that(latch.open, "The latch must be open.");
  }
}
