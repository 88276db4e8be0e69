package dev.heddle.specs.races;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads find no connection to a host in the map, and both open one. */
final class CheckThenActOnMap implements Race {
  private abstract static class Connections {
    final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    abstract void connect(String host);

    int open() {
      return opened.incrementAndGet();
    }
  }

  private static final class Careless extends Connections {
    @Override
    void connect(String host) {
      if (!open.containsKey(host)) {
        open.put(host, open());
      }
    }
  }

  private static final class Computed extends Connections {
    @Override
    void connect(String host) {
      open.computeIfAbsent(host, ignored -> open());
    }
  }

  @Override
  public String bug() {
    return "containsKey, then put";
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
    run(new Computed());
  }

  private static void run(Connections connections) {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> connections.connect("a"), pool),
              CompletableFuture.runAsync(() -> connections.connect("a"), pool))
          .join();
    }
    Check.number("The number of opened connections", 1, connections.opened.get());
  }
}
