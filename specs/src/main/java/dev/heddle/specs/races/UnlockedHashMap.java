package dev.heddle.specs.races;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Two threads put into a HashMap without a lock; both make its table, and an entry is lost. */
final class UnlockedHashMap implements Race {
  @Override
  public String bug() {
    return "HashMap without a lock";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new HashMap<>());
  }

  @Override
  public void mended() throws Exception {
    run(new ConcurrentHashMap<>());
  }

  private static void run(Map<String, Integer> map) throws Exception {
    Threads.runAll(() -> map.put("a", 1), () -> map.put("b", 2));
    Check.that(map.containsKey("a"), "The entry for a must be there.");
    Check.that(map.containsKey("b"), "The entry for b must be there.");
  }
}
