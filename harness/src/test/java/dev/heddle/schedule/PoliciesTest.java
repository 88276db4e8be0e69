package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each policy does what its source says. */
class PoliciesTest {
  private static final Model THREE_BY_TWO = new Model(2, 2, 2);
  private static final int INTERLEAVINGS_3X2 = 90;

  private static List<String> runs(Policy policy, Model model, int schedules) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < schedules && begins(policy, i); i++) {
      runs.add(model.run(policy));
    }
    return runs;
  }

  private static boolean begins(Policy policy, long schedule) {
    if (policy instanceof SearchStrategy search) {
      return search.next();
    }
    policy.begin(schedule);
    return true;
  }

  private static Map<String, Integer> counts(List<String> runs, Function<String, String> view) {
    Map<String, Integer> counts = new HashMap<>();
    runs.forEach(run -> counts.merge(view.apply(run), 1, Integer::sum));
    return counts;
  }

  /** The default order: everybody one step, in the order of creation. */
  @Test
  void firstInFirstOut() {
    assertEquals(List.of("abcabc"), runs(Policies.fifo(), THREE_BY_TWO, 1));
  }

  /** What became ready last goes first. */
  @Test
  void lastInFirstOut() {
    assertEquals(List.of("ccbbaa"), runs(Policies.lifo(), THREE_BY_TWO, 1));
  }

  /** Everybody one step in the order of ids, whatever the order of the queue. */
  @Test
  void roundRobin() {
    Policy policy = Policies.roundRobin();
    policy.begin(0);
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Model.Offer offer = new Model.Offer(i, List.of(2, 0, 1));
      chosen.add(offer.ready().get(policy.choose(offer)));
    }
    assertEquals(List.of(0, 1, 2, 0, 1, 2), chosen);
  }

  /** In the deterministic policies a value is the least. */
  @Test
  void valuesAreTheLeastWithoutChance() {
    for (Policy policy : List.of(Policies.fifo(), Policies.lifo(), Policies.roundRobin())) {
      assertEquals(0, policy.choose(new Model.Values(10)));
    }
  }

  /** Random policies draw every value. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "pct", "pos", "urw", "surw", "rff"})
  void valuesAreDrawn(String name) {
    Policy policy = Policies.named(name, 1);
    Set<Integer> values = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      policy.begin(i);
      values.add(policy.choose(new Model.Values(4)));
      policy.end();
    }
    assertEquals(Set.of(0, 1, 2, 3), values);
  }

  /** The same seed and number give the same schedule, another seed others. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "pct", "pct:3", "pos", "urw", "delays:2", "portfolio"})
  void seedsDecide(String name) {
    List<String> once = runs(Policies.named(name, 7), new Model(5, 5, 5), 200);
    assertEquals(once, runs(Policies.named(name, 7), new Model(5, 5, 5), 200));
    assertNotEquals(once, runs(Policies.named(name, 8), new Model(5, 5, 5), 200));
  }

  /** Every option has the same probability: here, each first step a third. */
  @Test
  void randomWalkIsUniformOverOptions() {
    Map<String, Integer> first =
        counts(runs(Policies.random(3), THREE_BY_TWO, 30_000), run -> run.substring(0, 1));
    first.values().forEach(count -> assertEquals(10_000, count, 400));
  }

  /**
   * PCT with depth 4 reaches the 366 interleavings of 3 tasks with 3 steps that the algorithm of
   * the paper reaches, and no other; demoting to last would reach 186.
   */
  @Test
  void pctReachesWhatThePaperReaches() {
    assertEquals(366, new HashSet<>(runs(Policies.pct(4, 5), new Model(3, 3, 3), 300_000)).size());
  }

  /** PCT without change points runs everybody to the end: one order for each of 3!. */
  @Test
  void pctOfDepthOneRunsByPriority() {
    Set<String> runs = new HashSet<>(runs(Policies.pct(1, 5), new Model(3, 3, 3), 1_000));
    assertEquals(6, runs.size());
    assertTrue(runs.contains("cccaaabbb"));
  }

  /** The guarantee of PCT: a bug of depth d has probability 1/(n k^(d-1)) at least. */
  @Test
  void pctFindsADeepBugAsOftenAsItGuarantees() {
    int schedules = 100_000;
    long hits =
        runs(Policies.pct(3, 9), new Model(4, 4), schedules).stream()
            .filter(run -> run.equals("abbbbaaa") || run.equals("baaaabbb"))
            .count();
    assertTrue(hits >= schedules / (2 * 8 * 8), "hits " + hits);
  }

  /** POS gives every interleaving, unlike PCT of small depth. */
  @Test
  void posReachesEveryInterleaving() {
    assertEquals(
        INTERLEAVINGS_3X2, new HashSet<>(runs(Policies.pos(2), THREE_BY_TWO, 20_000)).size());
  }

  /** With learned counts, every interleaving of URW has the same probability. */
  @Test
  void urwIsUniformOverInterleavings() {
    int each = 1_000;
    Map<String, Integer> counts =
        counts(runs(Policies.urw(4), THREE_BY_TWO, INTERLEAVINGS_3X2 * each), run -> run);
    assertEquals(INTERLEAVINGS_3X2, counts.size());
    counts.values().forEach(count -> assertEquals(each, count, 150)); // 4.7 standard deviations
  }

  /** A random walk is not: that is what URW is for. */
  @Test
  void randomWalkIsNotUniformOverInterleavings() {
    Map<String, Integer> counts =
        counts(runs(Policies.random(4), new Model(6, 1), 7_000), run -> run);
    assertTrue(counts.get("baaaaaa") > 3_000, counts.toString());
  }

  /** SURW is uniform over the orders of the steps of interest, however many others there are. */
  @Test
  void surwIsUniformOverWhatIsOfInterest() {
    Policy policy = Policies.surw(6, name -> !name.equals("c"));
    Map<String, Integer> counts =
        counts(runs(policy, new Model(2, 2, 9), 12_000), run -> run.replace("c", ""));
    assertEquals(6, counts.size());
    counts.values().forEach(count -> assertEquals(2_000, count, 250));
  }

  /** Delay sampling gives every schedule with so many deviations at most, and no other. */
  @Test
  void delaySamplingDeviatesAtMostSoOften() {
    Set<String> expected = new HashSet<>(runs(Systematic.maxDeviations(2), new Model(4, 4), 1_000));
    assertEquals(expected, new HashSet<>(runs(Policies.delays(2, 1), new Model(4, 4), 2_000)));
  }

  /** A program whose first deviation leaves nothing to decide is searched all the same. */
  @Test
  void delaySamplingLearnsFromTheDocumentedRun() {
    Policy policy = Policies.delays(1, 3);
    Set<String> runs = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      policy.begin(i);
      runs.add(policy.choose(new Model.Values(2)) == 1 ? "1" : "0" + new Model(2, 2).run(policy));
      policy.end();
    }
    assertTrue(runs.contains("1") && runs.size() > 2, runs.toString());
  }

  /** The portfolio begins with the default order, and comes to every interleaving. */
  @Test
  void portfolioBeginsAtTheDocumentedOrder() {
    List<String> runs = runs(Policies.portfolio(1), THREE_BY_TWO, 5_000);
    assertEquals("abcabc", runs.get(0));
    assertEquals(INTERLEAVINGS_3X2, new HashSet<>(runs).size());
  }

  /** A name that no policy has is refused, with those that there are. */
  @ParameterizedTest
  @ValueSource(strings = {"", "pcr", "pct:", "pct:x", "fifo:3", "maxDeviations"})
  void unknownNames(String name) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Policies.named(name, 0));
    assertTrue(
        e.getMessage().startsWith("There is no policy [" + name + "]. There are: portfolio, fifo"),
        e.getMessage());
  }

  /** Every name gives a policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "portfolio",
        "fifo",
        "lifo",
        "round-robin",
        "random",
        "pct",
        "pct:5",
        "pos",
        "urw",
        "surw",
        "rff",
        "delays",
        "delays:4",
        "preemptions",
        "preemptions:1",
        "exhaustive",
        "deviations:2",
        " PCT "
      })
  void knownNames(String name) {
    assertFalse(runs(Policies.named(name, 0), THREE_BY_TWO, 1).isEmpty());
  }

  /** Numbers that make no sense are refused. */
  @Test
  void badNumbers() {
    assertEquals(
        "The depth of PCT must be positive, and is 0: 1 has no change of priority.",
        assertThrows(IllegalArgumentException.class, () -> Policies.pct(0, 0)).getMessage());
    assertEquals(
        "The number of deviations must not be negative, and is -1.",
        assertThrows(IllegalArgumentException.class, () -> Policies.delays(-1, 0)).getMessage());
    assertEquals(
        "The number of preemptions must not be negative, and is -2.",
        assertThrows(IllegalArgumentException.class, () -> Policies.preemptions(-2, 0))
            .getMessage());
    assertEquals(
        "The bound on deviations must not be negative, and is -1.",
        assertThrows(IllegalArgumentException.class, () -> Systematic.maxDeviations(-1))
            .getMessage());
  }
}
