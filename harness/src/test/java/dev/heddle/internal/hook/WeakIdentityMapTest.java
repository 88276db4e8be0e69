package dev.heddle.internal.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A map by identity that keeps no key alive. */
class WeakIdentityMapTest {
  private final WeakIdentityMap<Integer> map = new WeakIdentityMap<>();

  @Test
  void knowsKeysByIdentity() {
    String key = new String("key");
    map.put(key, 1);
    assertEquals(1, map.get(key));
    assertNull(map.get(new String("key")));
    map.put(key, 2);
    assertEquals(2, map.get(key));
    assertEquals(1, map.size());
    map.remove(new String("key"));
    assertTrue(map.contains(key));
    map.remove(key);
    assertFalse(map.contains(key));
    assertEquals(0, map.size());
  }

  /** As it grows, whatever is put in or taken out. */
  @Test
  void losesNoLiveKey() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(new Object());
      map.put(keys.get(i), i);
      if (i % 3 == 0) {
        map.remove(keys.get(i / 2));
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      boolean removed =
          i < keys.size() / 2 && Stream.of(2 * i, 2 * i + 1).anyMatch(n -> n % 3 == 0);
      assertEquals(removed ? null : Integer.valueOf(i), map.get(keys.get(i)), "key " + i);
    }
  }

  /** Ten times as many keys as were ever alive at once leave no more entries behind. */
  @Test
  void forgetsCollectedKeys() {
    for (int batch = 0; batch < 10; batch++) {
      List<Object> alive = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        alive.add(new Object());
        map.put(alive.get(i), i);
      }
      assertEquals(999, map.get(alive.get(999)));
      alive.clear();
      System.gc();
    }
    assertTrue(map.size() <= 4_000, map.size() + " of 10,000");
  }
}
