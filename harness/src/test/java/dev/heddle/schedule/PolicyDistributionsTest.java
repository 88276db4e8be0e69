package dev.heddle.schedule;

import static dev.heddle.schedule.Draws.assertShare;
import static dev.heddle.schedule.Draws.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each policy draws what its paper draws, as often. Expected shares are closed forms, or come from
 * an enumeration of the paper's algorithm. Seeds are fixed.
 */
class PolicyDistributionsTest {
  private static void assertUniform(int expected, Map<String, Integer> counts) {
    assertEquals(expected, counts.size(), counts.toString());
    counts.keySet().forEach(run -> assertShare(1.0 / expected, counts, run));
  }

  /** Tasks that are created by others, and that draw values. */
  private static final class Family {
    private final int[] steps;

    /** Whose first step creates each; itself: it is there from the beginning. */
    private final int[] parents;

    /** How many values each draws within each step. */
    private final int[] values;

    Family(int[] steps, int[] parents, int[] values) {
      this.steps = steps;
      this.parents = parents;
      this.values = values;
    }

    String run(Policy policy) {
      int[] left = steps.clone();
      List<Integer> ready = new ArrayList<>();
      for (int task = 0; task < left.length; task++) {
        if (parents[task] == task) {
          ready.add(task);
        }
      }
      StringBuilder order = new StringBuilder();
      while (!ready.isEmpty()) {
        int option = policy.choose(new Model.Offer(order.length(), List.copyOf(ready)));
        int task = ready.get(option);
        ready.subList(option, option + 1).clear();
        order.append((char) ('a' + task));
        for (int value = 0; value < values[task]; value++) {
          policy.choose(new Model.Values(2));
        }
        boolean first = left[task]-- == steps[task];
        for (int child = 0; first && child < steps.length; child++) {
          if (child != task && parents[child] == task) {
            ready.add(child);
          }
        }
        if (left[task] > 0) {
          ready.add(task);
        }
      }
      policy.end();
      return order.toString();
    }
  }

  private static Policy uniform(String name, long seed) {
    return name.equals("urw") ? Policies.urw(seed) : Policies.surw(seed, task -> true);
  }

  // ---- POS ----------------------------------------------------------------------------------

  /**
   * Every pending step keeps its priority until it goes. So the one step of b comes after the first
   * k of a with probability 1/((k+1)(k+2)), and last with 1/5; in a random walk, 1/2^(k+1).
   */
  @Test
  void posKeepsThePrioritiesOfPendingSteps() {
    Map<String, Integer> counts = counts(Policies.pos(11), new Model(4, 1)::run);
    assertShare(1.0 / 2, counts, "baaaa");
    assertShare(1.0 / 6, counts, "abaaa");
    assertShare(1.0 / 12, counts, "aabaa");
    assertShare(1.0 / 20, counts, "aaaba");
    assertShare(1.0 / 5, counts, "aaaab");
  }

  /** Values that a task draws leave the priorities of all alone. */
  @Test
  void posDrawsValuesBesideThePriorities() {
    Family program = new Family(new int[] {4, 1}, new int[] {0, 1}, new int[] {3, 0});
    Map<String, Integer> counts = counts(Policies.pos(11), program::run);
    assertShare(1.0 / 2, counts, "baaaa");
    assertShare(1.0 / 5, counts, "aaaab");
  }

  /** A schedule that was given up leaves no priorities to the next. */
  @Test
  void posForgetsAScheduleThatWasGivenUp() {
    for (int i = 0; i < 50; i++) {
      Policy policy = Policies.pos(i);
      policy.begin(0);
      chosen(policy, 0, 1, 2, 3);
      policy.begin(1);
      String second = new Model(2, 2, 2, 2).run(policy);
      Policy fresh = Policies.pos(i);
      fresh.begin(1);
      assertEquals(new Model(2, 2, 2, 2).run(fresh), second);
    }
  }

  // ---- PCT ----------------------------------------------------------------------------------

  /** All that PCT of a depth may draw for two tasks, with the share of each. */
  private static Map<String, Double> pctOfDepth(int depth, int stepsOfA, int stepsOfB) {
    Map<String, Double> shares = new HashMap<>();
    int all = stepsOfA + stepsOfB;
    double draws = 2 * Math.pow(all, depth - 1);
    for (int draw = 0; draw < draws; draw++) {
      int[] left = {stepsOfA, stepsOfB};
      int[] priority = {depth + 2 * (draw % 2), depth + 1};
      StringBuilder order = new StringBuilder();
      for (int step = 0; step < all; step++) {
        int goes = left[1] == 0 || (left[0] > 0 && priority[0] > priority[1]) ? 0 : 1;
        order.append(goes == 0 ? 'a' : 'b');
        left[goes]--;
        int changes = draw / 2;
        for (int change = 1; change < depth; change++) {
          priority[goes] = changes % all == step ? change : priority[goes];
          changes /= all;
        }
      }
      shares.merge(order.toString(), 1 / draws, Double::sum);
    }
    return shares;
  }

  /** PCT draws what the algorithm of the paper does, as often; values are no steps of it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void pctIsThePapers(int values) {
    Family program = new Family(new int[] {3, 2}, new int[] {0, 1}, new int[] {values, 0});
    Map<String, Integer> counts = counts(Policies.pct(3, 12), program::run);
    Map<String, Double> expected = pctOfDepth(3, 3, 2);
    assertEquals(expected.keySet(), counts.keySet());
    expected.forEach((run, share) -> assertShare(share, counts, run));
  }

  /**
   * Without a depth, one from 2 to 5 is drawn for each schedule, each with the same probability.
   */
  @Test
  void pctDrawsItsDepth() {
    Map<String, Double> expected = new HashMap<>();
    for (int depth = 2; depth <= 5; depth++) {
      pctOfDepth(depth, 3, 2).forEach((run, share) -> expected.merge(run, share / 4, Double::sum));
    }
    Map<String, Integer> counts = counts(Policies.pct(31), new Model(3, 2)::run);
    expected.forEach((run, share) -> assertShare(share, counts, run));
  }

  /**
   * Where a run was long once, half of the schedules still have their changes within a run as long
   * as the one before: after one of five steps.
   */
  @Test
  void pctAfterALongRun() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < Draws.NUMBER; i++) {
      Policy policy = Policies.pct(2, i);
      for (int schedule = 0; schedule < 2; schedule++) {
        policy.begin(schedule);
        new Model(schedule == 0 ? 1_000 : 3, 2).run(policy);
      }
      policy.begin(2);
      counts.merge(new Model(3, 2).run(policy), 1, Integer::sum);
    }
    double near = (1.0 / 5 + 1.0 / 1_002) / 2;
    assertShare(near / 2, counts, "abbaa");
    assertShare(near / 2, counts, "aabba");
  }

  // ---- URW and SURW ---------------------------------------------------------------------------

  /**
   * Every interleaving has the same probability, though tasks create others; values are no steps.
   */
  @ParameterizedTest
  @ValueSource(strings = {"urw", "surw"})
  void uniformOverInterleavingsWithChildren(String name) {
    // a, then c, then d of 2 steps: 4 steps in a row; b has 2. 15 = (6 over 2).
    Family program =
        new Family(new int[] {1, 2, 1, 2}, new int[] {0, 1, 0, 2}, new int[] {0, 0, 0, 0});
    assertUniform(15, counts(uniform(name, 13), program::run));
  }

  /** A task that has begun counts for itself, and no longer for the one that has created it. */
  @ParameterizedTest
  @ValueSource(strings = {"urw", "surw"})
  void childrenThatHaveBegun(String name) {
    // a creates c, and goes on; b. 15 = 5! over the sizes of the trees that begin at each step.
    Family program = new Family(new int[] {2, 1, 2}, new int[] {0, 1, 0}, new int[] {0, 0, 0});
    assertUniform(15, counts(uniform(name, 26), program::run));
  }

  /** Steps of a task without interest do not count for the one that has created it. */
  @Test
  void surwDoesNotCountChildrenWithoutInterest() {
    Family program = new Family(new int[] {1, 2, 5}, new int[] {0, 1, 0}, new int[] {0, 0, 0});
    assertUniform(
        3,
        counts(
            Policies.surw(27, task -> !task.equals("c")),
            policy -> program.run(policy).replace("c", "")));
  }

  /** Values that a task draws do not count as its steps, nor as those of others. */
  @ParameterizedTest
  @ValueSource(strings = {"urw", "surw"})
  void valuesAreNoSteps(String name) {
    Family program = new Family(new int[] {3, 1}, new int[] {0, 1}, new int[] {5, 0});
    assertUniform(4, counts(uniform(name, 14), program::run));
  }

  /** What took more steps in another schedule is still drawn as if it had one left. */
  @Test
  void urwOfATaskThatGrows() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 1; i <= Draws.NUMBER; i++) {
      Policy learned = Policies.urw(i);
      learned.begin(0);
      new Model(1, 1).run(learned);
      learned.begin(1);
      counts.merge(new Model(3, 1).run(learned), 1, Integer::sum);
    }
    assertShare(1.0 / 2, counts, "baaa");
    assertShare(1.0 / 4, counts, "abaa");
    assertShare(1.0 / 8, counts, "aaab");
  }

  /**
   * Until the next step of interest is taken, tasks without interest have each the same probability
   * as the one whose turn it is, however many steps are left: k of c come first with 1/2^(k+1). URW
   * would let c go first with 9/11, and one that starves others never.
   */
  @Test
  void surwDoesNotStarveOthers() {
    Map<String, Integer> counts =
        counts(
            Policies.surw(16, task -> !task.equals("c")),
            policy -> new Model(1, 1, 9).run(policy).replaceFirst("[ab].*", ""));
    for (int k = 0; k < 5; k++) {
      assertShare(1.0 / (2 << k), counts, "c".repeat(k));
    }
  }

  /** Where several are of no interest, and nobody is, each goes with the same probability. */
  @Test
  void surwWithoutInterest() {
    assertShare(1.0 / 2, counts(Policies.surw(17, task -> false), new Model(2, 1)::run), "baa");
    Map<String, Integer> counts =
        counts(
            Policies.surw(18, task -> task.equals("a")),
            policy -> new Model(1, 5, 5).run(policy).substring(0, 1));
    assertUniform(3, counts);
  }

  private static char chosen(Policy policy, Integer... ready) {
    Model.Offer offer = new Model.Offer(0, List.of(ready));
    return offer.name(policy.choose(offer)).charAt(0);
  }

  /** Whose turn it is, that stays so until he has gone: who appears meanwhile has to wait. */
  @Test
  void surwKeepsTheTurn() {
    int others = 0;
    for (int i = 0; i < 200; i++) {
      Policy policy = Policies.surw(i, task -> !task.equals("c"));
      policy.begin(0);
      if (chosen(policy, 0, 2) == 'c') {
        others++;
        assertEquals('a', chosen(policy, 1, 0));
      }
    }
    assertEquals(100, others, Draws.DEVIATIONS * Math.sqrt(200 * 0.25));
  }

  /** If whose turn it is cannot go, another is drawn among those that can. */
  @Test
  void surwDrawsAnewIfNobodyMay() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < Draws.NUMBER; i++) {
      Policy policy = Policies.surw(i, task -> !task.equals("c"));
      policy.begin(0);
      if (chosen(policy, 0, 2) == 'c') {
        counts.merge("" + chosen(policy, 1, 3), 1, Integer::sum);
      }
    }
    assertUniform(2, counts);
  }

  // ---- delays ---------------------------------------------------------------------------------

  private static String draw(Policy policy, int values, int bound) {
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < values; i++) {
      drawn.append(policy.choose(new Model.Values(1)));
      drawn.append(policy.choose(new Model.Values(bound)));
    }
    policy.end();
    return drawn.toString();
  }

  /** One delay: every place and every option with the same probability. */
  @Test
  void oneDelayIsUniform() {
    assertUniform(4 * 2, counts(Policies.delays(1, 19), policy -> draw(policy, 4, 3)));
  }

  /** No delay at all is the default order. */
  @Test
  void noDelay() {
    assertEquals(Set.of("00000000"), counts(Policies.delays(0, 24), p -> draw(p, 4, 3)).keySet());
  }

  /** Two delays fall on one place with 1/4 if there are four. */
  @Test
  void twoDelaysAreIndependent() {
    Map<String, Integer> counts =
        counts(
            Policies.delays(2, 20),
            policy -> String.valueOf(draw(policy, 4, 3).chars().filter(c -> c != '0').count()));
    assertShare(1.0 / 4, counts, "1");
    assertShare(3.0 / 4, counts, "2");
  }

  /** The first schedule is the default order. */
  @Test
  void delaysBeginWithTheDocumentedOrder() {
    Policy policy = Policies.delays(3, 21);
    policy.begin(0);
    assertEquals("00000000", draw(policy, 4, 3));
  }

  // ---- one deviation --------------------------------------------------------------------------

  private static final int[] SIZES = {2, 3, 1, 4, 2, 5, 1, 1, 2};

  private static List<Integer> run(Policy policy, int times) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (int size : SIZES) {
        chosen.add(policy.choose(new Model.Values(size)));
      }
    }
    policy.end();
    return chosen;
  }

  /** Every option at every decision is deviated to, once: by all numbers up to the total. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 30})
  void noDeviationIsMissed(int times) {
    Set<List<Integer>> expected = new HashSet<>();
    List<Integer> documented = new ArrayList<>();
    for (int i = 0; i < times * SIZES.length; i++) {
      documented.add(0);
    }
    for (int i = 0; i < documented.size(); i++) {
      for (int option = 1; option < SIZES[i % SIZES.length]; option++) {
        List<Integer> run = new ArrayList<>(documented);
        run.set(i, option);
        expected.add(run);
      }
    }
    OneDeviation policy = new OneDeviation();
    assertEquals(-1, policy.total());
    assertTrue(policy.select(0));
    assertEquals(documented, run(policy, times));
    assertEquals(expected.size(), policy.total());
    Set<List<Integer>> runs = new HashSet<>();
    for (int number = 0; number < expected.size(); number++) {
      assertTrue(policy.select(number));
      runs.add(run(policy, times));
    }
    assertEquals(expected, runs);
    assertTrue(policy.select(expected.size()), "the default order, in case it has more by now");
    assertEquals(documented, run(policy, times));
    assertEquals(false, policy.select(expected.size() + 1));
  }

  /** A program without a choice has no schedule with a deviation. */
  @Test
  void nothingToDeviateFrom() {
    OneDeviation policy = new OneDeviation();
    assertTrue(policy.select(0));
    draw(policy, 2, 1);
    assertEquals(0, policy.total());
    assertEquals(false, policy.select(0));
  }

  /** Runs that deviate teach nothing: they may be longer than the default order. */
  @Test
  void longerRunsTeachNothing() {
    OneDeviation policy = new OneDeviation();
    policy.select(0);
    draw(policy, 3, 2);
    for (int number = 0; number < 3; number++) {
      assertTrue(policy.select(number));
      draw(policy, 9, 2);
      assertEquals(3, policy.total());
    }
  }

  /** If the default order has more decisions when all are tried, those are tried, too. */
  @Test
  void theDefaultOrderGrowsAtItsEnd() {
    OneDeviation policy = new OneDeviation();
    policy.select(0);
    draw(policy, 3, 2);
    Set<String> runs = new HashSet<>();
    int number = 0;
    while (policy.select(number++)) {
      runs.add(draw(policy, 9, 2));
    }
    assertEquals(9, policy.total());
    assertEquals(10, runs.size());
  }

  /** If it has others before a deviation, it is learned anew at once, and none is missed. */
  @Test
  void theDefaultOrderGrowsInTheMiddle() {
    OneDeviation policy = new OneDeviation();
    policy.select(0);
    run(policy, 3);
    policy.select(1);
    draw(policy, 30, 2);
    assertTrue(policy.select(2));
    assertEquals("0".repeat(60), draw(policy, 30, 2));
    assertEquals(30, policy.total());
    Set<String> runs = new HashSet<>();
    int number = 3;
    while (policy.select(number++)) {
      runs.add(draw(policy, 30, 2));
    }
    assertEquals(31, runs.size());
  }

  /** Neighbours in number lie far apart: each tenth of a run has one of the first twenty. */
  @Test
  void firstDeviationsAreSpread() {
    OneDeviation policy = new OneDeviation();
    policy.select(0);
    run(policy, 100);
    Set<Integer> tenths = new HashSet<>();
    for (int number = 0; number < 20; number++) {
      policy.select(number);
      List<Integer> run = run(policy, 100);
      int place = 0;
      while (run.get(place) == 0) {
        place++;
      }
      tenths.add(place * 10 / run.size());
    }
    assertEquals(10, tenths.size(), tenths.toString());
  }

  /** Where a program offers less than in the default order, the first is taken. */
  @Test
  void aDeviationThatIsNotOffered() {
    OneDeviation policy = new OneDeviation();
    policy.select(0);
    draw(policy, 1, 9);
    for (int number = 0; number < 8; number++) {
      policy.select(number);
      assertTrue(policy.choose(new Model.Values(2)) < 2);
      policy.end();
    }
    assertEquals(1, policy.total());
  }

  // ---- portfolio ------------------------------------------------------------------------------

  private static OneDeviation oneDeviation(Model model) {
    OneDeviation oneDeviation = new OneDeviation();
    oneDeviation.select(0);
    model.run(oneDeviation);
    return oneDeviation;
  }

  /** After the default order all members go in turn, by schedule number. */
  @ParameterizedTest
  @ValueSource(ints = {3, 200})
  void portfolioRotates(int steps) {
    Model model = new Model(steps, steps);
    Policy portfolio = Policies.portfolio(22);
    OneDeviation oneDeviation = oneDeviation(model);
    Policy surw = Policies.surw(22);
    Policy random = Policies.random(22);
    Policy pct = Policies.pct(22);
    List<Policy> turns =
        List.of(
            surw,
            random,
            Policies.delays(3, 22),
            Policies.rff(22),
            surw,
            random,
            Policies.urw(22),
            oneDeviation,
            pct,
            Policies.pos(22));
    portfolio.begin(0);
    model.run(portfolio);
    for (int schedule = 1; schedule < 500; schedule++) {
      portfolio.begin(schedule);
      Policy member = turns.get((schedule - 1) % turns.size());
      if (member == oneDeviation && !oneDeviation.select((schedule - 1) / turns.size())) {
        member = pct;
      }
      if (member != oneDeviation) {
        member.begin(schedule);
      }
      assertEquals(model.run(member), model.run(portfolio), "schedule " + schedule);
    }
  }

  /** Whatever the number of its first schedule, a carrier learns from the default order. */
  @Test
  void portfolioLearnsOnEachCarrier() {
    Policy portfolio = Policies.portfolio(28);
    portfolio.begin(7);
    assertEquals("ababab", new Model(3, 3).run(portfolio));
    portfolio.begin(8);
    assertTrue(!new Model(3, 3).run(portfolio).equals("ababab"));
  }

  /** A program without a choice can be run again. */
  @Test
  void portfolioWithoutAChoice() {
    Policy portfolio = Policies.portfolio(29);
    for (int schedule = 0; schedule < 10; schedule++) {
      portfolio.begin(schedule);
      assertEquals("aaa", new Model(3).run(portfolio));
    }
  }

  /** No single deviation is missed: each tenth schedule is one. */
  @Test
  void portfolioComesToEveryDeviation() {
    Model model = new Model(200, 200);
    Policy portfolio = Policies.portfolio(23);
    OneDeviation oneDeviation = oneDeviation(model);
    Set<String> expected = new HashSet<>();
    for (int number = 0; number < oneDeviation.total(); number++) {
      oneDeviation.select(number);
      expected.add(model.run(oneDeviation));
    }
    assertTrue(expected.size() > 250);
    for (long schedule = 0; schedule <= 10 * oneDeviation.total(); schedule++) {
      portfolio.begin(schedule);
      expected.remove(model.run(portfolio));
    }
    assertEquals(Set.of(), expected);
  }
}
