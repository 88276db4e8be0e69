package dev.heddle.specs.races;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A cache updates its contents and its size one after the other; a reader sees one without the
 * other.
 */
final class SizeAndContents implements Race {
  private record Statistics(int entries, int size) {}

  private interface Cache {
    void put(String key, String value);

    Statistics statistics();
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new HashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }

  private static final class Careless implements Cache {
    private final AtomicReference<Map<String, String>> contents = new AtomicReference<>(Map.of());
    private final AtomicInteger size = new AtomicInteger();

    @Override
    public void put(String key, String value) {
      Map<String, String> next = contents.updateAndGet(map -> with(map, key, value));
      size.set(next.size());
    }

    @Override
    public Statistics statistics() {
      return new Statistics(contents.get().size(), size.get());
    }
  }

  private static final class OneSnapshot implements Cache {
    private record Snapshot(Map<String, String> contents, int size) {}

    private final AtomicReference<Snapshot> now = new AtomicReference<>(new Snapshot(Map.of(), 0));

    @Override
    public void put(String key, String value) {
      now.updateAndGet(
          old -> {
            Map<String, String> next = with(old.contents(), key, value);
            return new Snapshot(next, next.size());
          });
    }

    @Override
    public Statistics statistics() {
      Snapshot snapshot = now.get();
      return new Statistics(snapshot.contents().size(), snapshot.size());
    }
  }

  @Override
  public String bug() {
    return "two atomics that must agree";
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
    run(new OneSnapshot());
  }

  private static void run(Cache cache) throws Exception {
    Threads.runAll(
        () -> cache.put("a", "1"),
        () -> {
          Statistics seen = cache.statistics();
          Check.number("The size of the cache", seen.entries(), seen.size());
        });
  }
}
