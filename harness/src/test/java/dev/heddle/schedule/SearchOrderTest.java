package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order the policies without chance go, and how a systematic search is divided. */
class SearchOrderTest {
  private static long goes(Policy policy, long... ids) {
    return ids[policy.choose(Model.tasks(ids))];
  }

  // ---- round robin ----------------------------------------------------------------------------

  /**
   * It is the turn of the next higher id of those that can go; after the highest, of the lowest.
   */
  @Test
  void roundRobinGoesByIds() {
    Policy policy = Policies.roundRobin();
    policy.begin(0);
    assertEquals(-3, goes(policy, 2, -3, 5));
    assertEquals(0, goes(policy, 4, 0, 2));
    assertEquals(2, goes(policy, 5, 2, 0, 3));
    assertEquals(3, goes(policy, 2, 5, 3));
    assertEquals(5, goes(policy, 1, 3, 5));
    assertEquals(1, goes(policy, 3, 1, 5, 2));
    assertEquals(1, goes(policy, 1));
    assertEquals(7, goes(policy, 7, 8));
    assertEquals(4, goes(policy, 4, 6));
    assertEquals(5, goes(policy, 4, 5));
  }

  /** Time moves on only if nothing else is offered; to wake somebody is nobody's turn. */
  @Test
  void roundRobinPassesTimeOver() {
    Policy policy = Policies.roundRobin();
    policy.begin(0);
    assertEquals(1, goes(policy, 2, 1, Decision.TIME_ID));
    assertEquals(0, policy.choose(Model.notified(4)));
    assertEquals(2, goes(policy, 1, 2, Decision.TIME_ID));
    assertEquals(1, goes(policy, 2, 1, Decision.TIME_ID));
  }

  /** A schedule begins with the lowest. */
  @Test
  void roundRobinBeginsAnew() {
    Policy policy = Policies.roundRobin();
    policy.begin(0);
    assertEquals(1, goes(policy, 1, 2));
    policy.begin(1);
    assertEquals(1, goes(policy, 1, 2));
  }

  /** Last in, first out wakes the first; a random choice of whom to wake has every result. */
  @Test
  void whoIsNotified() {
    assertEquals(0, Policies.lifo().choose(Model.notified(4)));
    for (String name : List.of("random", "pct", "pos", "urw", "surw")) {
      HashSet<Integer> woken = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        Policy policy =
            name.equals("surw") ? Policies.surw(1, task -> true) : Policies.named(name, 1);
        policy.begin(i);
        woken.add(policy.choose(Model.notified(4)));
      }
      assertEquals(4, woken.size(), name);
    }
  }

  // ---- systematic -----------------------------------------------------------------------------

  /** Others of the same number are another program. */
  @Test
  void othersOfTheSameNumber() {
    Systematic search = Systematic.everything();
    search.next();
    goes(search, 1, 2);
    goes(search, 1, 2);
    search.next();
    assertTrue(
        assertThrows(DivergedException.class, () -> goes(search, 1, 3))
            .getMessage()
            .startsWith("At decision 0 the program offers something else"));
  }

  /** Ids count at every place. */
  @Test
  void everyIdCounts() {
    long[] once = {3, 4, 1 << 30};
    for (long[] others :
        new long[][] {{3, 4, 1 << 29}, {3, 5, 1 << 30}, {2, 4, 1 << 30}, {4, 3, 1 << 30}}) {
      Systematic search = Systematic.everything();
      search.next();
      goes(search, once);
      search.next();
      assertThrows(DivergedException.class, () -> goes(search, others));
    }
  }

  /** So are the same in another order, and values that are drawn in place of tasks. */
  @Test
  void anotherOrder() {
    for (long[] others : new long[][] {{2, 1}, {1, 2, 3}}) {
      Systematic search = Systematic.everything();
      search.next();
      goes(search, 1, 2);
      goes(search, 1, 2);
      search.next();
      assertThrows(DivergedException.class, () -> goes(search, others));
    }
    Systematic search = Systematic.everything();
    search.next();
    search.choose(new Model.Values(2));
    search.choose(new Model.Values(2));
    search.next();
    assertEquals(0, search.choose(new Model.Values(2)));
    assertEquals(1, search.choose(new Model.Values(2)));
  }

  private static String draw(Systematic search, int... sizes) {
    StringBuilder drawn = new StringBuilder();
    for (int size : sizes) {
      drawn.append(search.choose(new Model.Values(size)));
    }
    return drawn.toString();
  }

  private static List<String> rest(Systematic search, int... sizes) {
    List<String> runs = new ArrayList<>();
    while (search.next()) {
      runs.add(draw(search, sizes));
    }
    assertTrue(search.isComplete());
    return runs;
  }

  /** Half of the largest part is given away: the last option of the first decision. */
  @Test
  void splits() {
    Systematic search = Systematic.everything();
    search.next();
    draw(search, 3, 2);
    Systematic part = search.split();
    assertNotNull(part);
    assertEquals(List.of("20", "21"), rest(part, 3, 2));
    assertEquals(null, part.split());
    Systematic second = search.split();
    assertNotNull(second);
    assertEquals(List.of("10", "11"), rest(second, 3, 2));
    Systematic third = search.split();
    assertNotNull(third);
    assertEquals(List.of("01"), rest(third, 3, 2));
    assertEquals(null, search.split());
    assertEquals(List.of(), rest(search, 3, 2));
  }

  /** A part keeps the bound, and knows the deviations before it. */
  @Test
  void partsKeepTheBound() {
    Systematic search = Systematic.maxDeviations(1);
    assertEquals(1, search.bound());
    search.next();
    draw(search, 2, 3, 2);
    Systematic part = search.split();
    assertNotNull(part);
    assertEquals(1, part.bound());
    assertEquals(List.of("100"), rest(part, 2, 3, 2));
    assertEquals(List.of("001", "010", "020"), rest(search, 2, 3, 2));
    assertEquals(Integer.MAX_VALUE, Systematic.everything().bound());
  }

  /** A long run is searched as a short one. */
  @Test
  void longRuns() {
    int[] sizes = new int[70];
    java.util.Arrays.fill(sizes, 2);
    Systematic search = Systematic.maxDeviations(2);
    assertEquals(1 + 70 + 70 * 69 / 2, new HashSet<>(rest(search, sizes)).size());
  }

  /** A search is complete only when nothing is left. */
  @Test
  void isCompleteAtItsEnd() {
    Systematic search = Systematic.everything();
    for (int run = 0; run < 2; run++) {
      assertTrue(search.next());
      draw(search, 2);
      assertEquals(false, search.isComplete());
    }
    assertEquals(false, search.next());
    assertTrue(search.isComplete());
  }
}
