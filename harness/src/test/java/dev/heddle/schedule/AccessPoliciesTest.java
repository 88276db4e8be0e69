package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What policies do at scheduling points, where they know what threads access. Expected shares are
 * closed forms; seeds are fixed. A share may be wrong by {@value #DEVIATIONS} standard deviations.
 */
class AccessPoliciesTest {
  private static final int DEVIATIONS = 5;

  private static final int DRAWS = 10_000;

  private static final int LEARNED = 10;

  private static Map<String, Integer> counts(Policy policy, Threads program) {
    return counts(policy, program, run -> run);
  }

  private static Map<String, Integer> counts(
      Policy policy, Threads program, Function<String, String> view) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < LEARNED + DRAWS; i++) {
      policy.begin(i);
      String run = view.apply(program.run(policy));
      if (i >= LEARNED) {
        counts.merge(run, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static void assertShare(double expected, Map<String, Integer> counts, String run) {
    assertEquals(
        DRAWS * expected,
        counts.getOrDefault(run, 0),
        DEVIATIONS * Math.sqrt(DRAWS * expected * (1 - expected)),
        run);
  }

  // ---- POS ----------------------------------------------------------------------------------

  /** A pending access that races with one that has gone draws anew: b loses each with 1/2. */
  @Test
  void posDrawsAnewForRacingAccesses() {
    Threads program = new Threads(List.of(Threads.writes(1, 4), Threads.reads(1, 1)));
    Map<String, Integer> counts = counts(Policies.pos(41), program);
    assertShare(1.0 / 2, counts, "baaaa");
    assertShare(1.0 / 4, counts, "abaaa");
    assertShare(1.0 / 8, counts, "aabaa");
    assertShare(1.0 / 16, counts, "aaaab");
  }

  /** One that does not race keeps its priority: b is last if it has drawn the lowest of five. */
  @Test
  void posKeepsPrioritiesWithoutARace() {
    Map<String, Integer> elsewhere =
        counts(Policies.pos(41), new Threads(List.of(Threads.writes(1, 4), Threads.writes(2, 1))));
    assertShare(1.0 / 5, elsewhere, "aaaab");
    Map<String, Integer> reading =
        counts(Policies.pos(41), new Threads(List.of(Threads.reads(1, 4), Threads.reads(1, 1))));
    assertShare(1.0 / 5, reading, "aaaab");
  }

  // ---- preemptions ----------------------------------------------------------------------------

  /** A preemption bound leaves what is no scheduling point in the default order. */
  @Test
  void preemptionsAreAtPoints() {
    Threads program = new Threads(List.of(Threads.writes(1, 2), Threads.writes(1, 2)));
    assertEquals(Set.of("aabb"), counts(Policies.preemptions(0, 1), program).keySet());
    assertEquals(Set.of("aabb", "abba"), counts(Policies.preemptions(1, 42), program).keySet());
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
    Set<String> sampled = counts(Policies.preemptions(2, 43), program).keySet();
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
    assertEquals(Set.of("ba"), counts(Policies.delays(1, 45), program).keySet());
    assertEquals(Set.of("ab"), counts(Policies.preemptions(1, 45), program).keySet());
  }
}
