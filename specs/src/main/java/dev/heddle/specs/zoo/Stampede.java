package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Two clients find a price missing in the cache, and both ask the slow server for it. */
final class Stampede implements Specimen {
  private static final class Prices {
    private final Map<String, Integer> known = new ConcurrentHashMap<>();
    private int calls;

    int ofCarelessly(String item) {
      Integer price = known.get(item);
      if (price == null) {
        price = ask(item);
        known.put(item, price);
      }
      return price;
    }

    int of(String item) {
      return known.computeIfAbsent(item, this::ask);
    }

    private int ask(String item) {
      calls++;
      sleep(50);
      return item.length();
    }
  }

  @FunctionalInterface
  private interface Lookup {
    int of(String item);
  }

  @Override
  public String bug() {
    return "check-then-act on a cache";
  }

  @Override
  public boolean earlyTimeouts() {
    return true;
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Prices prices = new Prices();
    run(prices, prices::ofCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Prices prices = new Prices();
    run(prices, prices::of);
  }

  private static void run(Prices prices, Lookup price) throws Exception {
    Together.run(
        () -> Together.check("The price", 3, price.of("tea")),
        () -> {
          sleep(80);
          Together.check("The price", 3, price.of("tea"));
        });
    Together.check("The calls", 1, prices.calls);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
