package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The table does what a map of the JDK does. */
class LongTableTest {
  /** Keys of both signs, put again and again, between one clearing and the next. */
  @Test
  void isAMap() {
    SplittableRandom random = new SplittableRandom(51);
    LongTable table = new LongTable();
    Map<Long, Long> expected = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long key = random.nextLong(-500, 500) << random.nextInt(40);
      assertEquals(expected.containsKey(key), table.has(key));
      assertEquals(expected.getOrDefault(key, 0L), table.get(key));
      table.put(key, i);
      expected.put(key, (long) i);
      if (random.nextInt(10_000) == 0) {
        table.clear();
        expected.clear();
      }
      assertEquals(expected.size(), table.size());
    }
  }
}
