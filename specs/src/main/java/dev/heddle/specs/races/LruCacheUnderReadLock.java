package dev.heddle.specs.races;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A read of a LinkedHashMap in access order moves the entry; two reads under a read lock tear the
 * order.
 */
final class LruCacheUnderReadLock implements Race {
  private static final class LruCache {
    private final Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
    private final Lock lockToGet;

    LruCache(Lock lockToGet) {
      this.lockToGet = lockToGet;
      for (String key : List.of("a", "b", "c")) {
        map.put(key, 1);
      }
    }

    @Nullable Integer get(String key) {
      lockToGet.lock();
      try {
        return map.get(key);
      } finally {
        lockToGet.unlock();
      }
    }

    int countInOrder() {
      int count = 0;
      for (String key : map.keySet()) {
        count++;
        Check.that(count <= map.size(), "The order must not come back to " + key + ".");
      }
      return count;
    }
  }

  @Override
  public String bug() {
    return "get of an LRU map under a read lock";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new LruCache(new ReentrantReadWriteLock().readLock()));
  }

  @Override
  public void mended() throws Exception {
    run(new LruCache(new ReentrantReadWriteLock().writeLock()));
  }

  private static void run(LruCache cache) throws Exception {
    Threads.runAll(() -> cache.get("a"), () -> cache.get("b"));
    Check.number("The number of entries in order", 3, cache.countInOrder());
  }
}
