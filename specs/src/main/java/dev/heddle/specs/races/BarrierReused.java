package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A barrier by hand is good for one round; in the second, the faster thread runs through it. */
final class BarrierReused implements Race {
  private interface Barrier {
    void await();
  }

  private static final class Careless implements Barrier {
    private final AtomicInteger arrived = new AtomicInteger();

    @Override
    public void await() {
      arrived.incrementAndGet();
      while (arrived.get() < 2) {
        Thread.onSpinWait();
      }
    }
  }

  private static final class InRounds implements Barrier {
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int round;

    @Override
    public void await() {
      int mine = round;
      if (arrived.incrementAndGet() == 2) {
        arrived.set(0);
        round = mine + 1;
      } else {
        while (round == mine) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @Override
  public String bug() {
    return "barrier by hand, reused";
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
    run(new InRounds());
  }

  private static void run(Barrier barrier) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Threads.runAll(
        () -> {
          barrier.await();
          barrier.await();
          Check.that(done.get(), "The work must be done after the second barrier.");
        },
        () -> {
          barrier.await();
          done.set(true);
          barrier.await();
        });
  }
}
