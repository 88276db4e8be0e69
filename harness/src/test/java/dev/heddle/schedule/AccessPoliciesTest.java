package dev.heddle.schedule;

import static dev.heddle.schedule.Draws.assertShare;
import static dev.heddle.schedule.Draws.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Threads.Touch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What policies do at scheduling points, where they know what threads access. Expected shares are
 * closed forms; seeds are fixed.
 */
class AccessPoliciesTest {
  // ---- POS ----------------------------------------------------------------------------------

  /** A pending access that races with one that has gone draws anew: b loses each with 1/2. */
  @Test
  void posDrawsAnewForRacingAccesses() {
    Threads program = new Threads(List.of(Threads.writes(1, 4), Threads.reads(1, 1)));
    Map<String, Integer> counts = counts(Policies.pos(41), program::run);
    assertShare(1.0 / 2, counts, "baaaa");
    assertShare(1.0 / 4, counts, "abaaa");
    assertShare(1.0 / 8, counts, "aabaa");
    assertShare(1.0 / 16, counts, "aaaab");
  }

  /** One that does not race keeps its priority: b is last if it has drawn the lowest of five. */
  @Test
  void posKeepsPrioritiesWithoutARace() {
    Map<String, Integer> elsewhere =
        counts(
            Policies.pos(41),
            new Threads(List.of(Threads.writes(1, 4), Threads.writes(2, 1)))::run);
    assertShare(1.0 / 5, elsewhere, "aaaab");
    Map<String, Integer> reading =
        counts(
            Policies.pos(41), new Threads(List.of(Threads.reads(1, 4), Threads.reads(1, 1)))::run);
    assertShare(1.0 / 5, reading, "aaaab");
  }

  // ---- preemptions ----------------------------------------------------------------------------

  /** A preemption bound leaves what is no scheduling point in the default order. */
  @Test
  void preemptionsAreAtPoints() {
    Threads program = new Threads(List.of(Threads.writes(1, 2), Threads.writes(1, 2)));
    assertEquals(Set.of("aabb"), counts(Policies.preemptions(0, 1), program::run).keySet());
    assertEquals(
        Set.of("aabb", "abba"), counts(Policies.preemptions(1, 42), program::run).keySet());
  }

  /** Two preemptions give all that a search finds that deviates at two points. */
  @Test
  void preemptionsReachWhatTwoDo() {
    Threads program = new Threads(List.of(Threads.writes(1, 3), Threads.writes(1, 3)));
    Set<String> expected = new HashSet<>();
    Systematic all = Systematic.maxDeviations(2);
    while (all.next()) {
      boolean[] preemptsOnly = {true};
      String run =
          program.run(
              decision -> {
                int option = all.choose(decision);
                preemptsOnly[0] &= option == 0 || decision.isAtPoint();
                return option;
              });
      if (preemptsOnly[0]) {
        expected.add(run);
      }
    }
    Set<String> sampled = counts(Policies.preemptions(2, 43), program::run).keySet();
    assertEquals(expected, sampled);
  }

  /** Tasks that make no accesses are left in the default order. */
  @Test
  void preemptionsWithoutPoints() {
    Policy policy = Policies.preemptions(3, 44);
    for (int i = 0; i < 50; i++) {
      policy.begin(i);
      assertEquals("abcabc", new Model(2, 2, 2).run(policy));
    }
  }

  /** A delay may also be where no thread runs, as before the first step. */
  @Test
  void delaysAreEverywhere() {
    Threads program = new Threads(List.of(Threads.writes(1, 1), Threads.writes(1, 1)));
    assertEquals(Set.of("ba"), counts(Policies.delays(1, 45), program::run).keySet());
    assertEquals(Set.of("ab"), counts(Policies.preemptions(1, 45), program::run).keySet());
  }

  // ---- SURW -----------------------------------------------------------------------------------

  /** Of the accesses to what is shared every order has the same probability, whatever else is. */
  @Test
  void surwIsUniformOverSharedAccesses() {
    Threads program =
        new Threads(
            List.of(
                Threads.inTurn(Threads.writes(2, 9), Threads.writes(1, 2)),
                Threads.writes(1, 2),
                Threads.writes(3, 5)));
    Policy policy = Policies.surw(46);
    Map<String, Integer> counts = counts(policy, policed -> program.run(policed, 1));
    assertEquals(6, counts.size());
    counts.keySet().forEach(run -> assertShare(1.0 / 6, counts, run));
    assertTrue(
        counts(Policies.random(46), policed -> program.run(policed, 1)).getOrDefault("bbaa", 0)
            > Draws.NUMBER / 3);
  }

  /** What one thread touches, or several read, is never selected. */
  @Test
  void surwSelectsWhatIsShared() {
    SharedSites sites = new SharedSites();
    for (int run = 0; run < 3; run++) {
      sites.begin();
      sites.touch(1, new Touch(10, false, true, 1));
      sites.touch(1, new Touch(10, true, false, 2));
      sites.touch(1, new Touch(20 + run, true, false, 3));
      sites.touch(2, new Touch(20 + run, true, false, 4));
      assertEquals(SharedSites.NONE, sites.draw(new SplittableRandom(run)));
    }
    sites.begin();
    sites.touch(1, new Touch(30, true, false, 3));
    sites.touch(2, new Touch(30, false, true, 5));
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      drawn.add(sites.draw(new SplittableRandom(i)));
    }
    assertEquals(Set.of(sites.groupOf(4)), drawn);
    assertEquals(sites.groupOf(3), sites.groupOf(5));
    assertEquals(sites.groupOf(1), sites.groupOf(2));
  }

  /**
   * Where two things are shared, both threads come first to each with the same probability, be it
   * selected or not.
   */
  @Test
  void surwOfTwoThingsThatAreShared() {
    List<Touch> both = Threads.inTurn(Threads.writes(1, 1), Threads.writes(2, 1));
    Threads program = new Threads(List.of(both, both));
    Policy policy = Policies.surw(47);
    assertShare(1.0 / 2, counts(policy, policed -> first(program.run(policed, 1))), "a");
    assertShare(1.0 / 2, counts(policy, policed -> first(program.run(policed, 2))), "a");
  }

  private static String first(String run) {
    return run.substring(0, 1);
  }

  // ---- the reads-from fuzzer --------------------------------------------------------------------

  /** A read that is asked to come between two writes of a long row does so again and again. */
  @Test
  void rffLeadsToRarePairs() {
    List<Touch> writes = new ArrayList<>();
    for (int site = 1; site <= 8; site++) {
      writes.add(new Touch(1, false, true, site));
    }
    Threads program = new Threads(List.of(writes, List.of(new Touch(1, true, false, 9))));
    Map<String, Integer> led = counts(Policies.rff(48), program::run);
    Map<String, Integer> pos = counts(Policies.pos(48), program::run);
    assertEquals(9, led.size());
    String rare = "aaaaaabaa";
    assertTrue(led.getOrDefault(rare, 0) > 3 * pos.getOrDefault(rare, 0), led + " against " + pos);
  }

  /** A read is paired with what it read, and with what came after it; not with its own thread's. */
  @Test
  void pairsOfWritesAndReads() {
    ReadsFrom pairs = new ReadsFrom();
    pairs.begin();
    assertTrue(pairs.touch(1, new Touch(1, true, false, 7)));
    assertFalse(pairs.touch(2, new Touch(1, false, true, 5)));
    assertTrue(pairs.isPair(ReadsFrom.INITIAL, 7));
    assertTrue(pairs.isPair(5, 7));
    assertFalse(pairs.touch(2, new Touch(1, true, false, 8)));
    assertFalse(pairs.isPair(5, 8));
    pairs.begin();
    pairs.touch(2, new Touch(1, false, true, 5));
    assertEquals(5, pairs.lastWrite(1));
    assertEquals(ReadsFrom.INITIAL, pairs.lastWrite(2));
    assertTrue(pairs.touch(1, new Touch(1, true, false, 7)));
    assertFalse(pairs.touch(1, new Touch(1, true, false, 7)));
  }
}
