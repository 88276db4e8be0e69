package dev.heddle.specs.races;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loop over a synchronized list does not hold its lock, and another thread adds to the list
 * meanwhile.
 */
final class IterationOfSynchronizedList implements Race {
  private abstract static class Basket {
    final List<Integer> prices = Collections.synchronizedList(new ArrayList<>(List.of(3, 4)));
    private final AtomicInteger total = new AtomicInteger();

    abstract void sum();

    void sumOfAll() {
      for (int price : prices) {
        total.addAndGet(price);
      }
    }
  }

  private static final class Careless extends Basket {
    @Override
    void sum() {
      sumOfAll();
    }
  }

  private static final class Locked extends Basket {
    @Override
    void sum() {
      synchronized (prices) {
        sumOfAll();
      }
    }
  }

  @Override
  public String bug() {
    return "iteration of a synchronized list without its lock";
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
    run(new Locked());
  }

  private static void run(Basket basket) throws Exception {
    Threads.runAll(basket::sum, () -> basket.prices.add(5));
    int total = basket.total.get();
    Check.that(total == 7 || total == 12, "The total must be 7 or 12, not " + total + ".");
  }
}
