package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.CountDownLatch;

/** The signal for one customer wakes another, who waits again, and nobody is ever served. */
final class WrongOneNotified implements Specimen {
  /** Serves customers by number; all wait on one monitor. */
  private static final class Desk {
    private final boolean careless;
    private int serving;

    Desk(boolean careless) {
      this.careless = careless;
    }

    synchronized void serve(int number) {
      serving = number;
      if (careless) {
        notify();
      } else {
        notifyAll();
      }
    }

    /** Tells that it waits, and waits for its turn. */
    synchronized void queue(int number, CountDownLatch waits) throws InterruptedException {
      waits.countDown();
      while (serving != number) {
        wait();
      }
      serve(number + 1);
    }
  }

  @Override
  public String bug() {
    return "`notify` that hopes for the right one of two that wait";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Desk(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Desk(false));
  }

  private static void run(Desk desk) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    Together.run(
        () -> desk.queue(1, first),
        () -> {
          first.await(); // so that the first customer waits first
          desk.queue(2, second);
        },
        () -> {
          second.await();
          desk.serve(1);
        });
  }
}
