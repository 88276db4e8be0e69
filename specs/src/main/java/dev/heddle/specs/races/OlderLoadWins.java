package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/** Two threads load a value into a cache; the older load is stored last and stays. */
final class OlderLoadWins implements Race {
  private abstract static class PriceCache {
    final AtomicInteger source = new AtomicInteger(1);
    final AtomicInteger cached = new AtomicInteger();

    abstract void refresh();
  }

  private static final class Careless extends PriceCache {
    @Override
    void refresh() {
      int loaded = source.get();
      cached.set(loaded);
    }
  }

  private static final class Newest extends PriceCache {
    @Override
    void refresh() {
      int loaded = source.get();
      cached.accumulateAndGet(loaded, Math::max);
    }
  }

  @Override
  public String bug() {
    return "two loads, of which the older wins";
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
    run(new Newest());
  }

  private static void run(PriceCache cache) throws Exception {
    Threads.runAll(
        cache::refresh,
        () -> {
          cache.source.incrementAndGet();
          cache.refresh();
        });
    Check.number("The cached version", 2, cache.cached.get());
  }
}
