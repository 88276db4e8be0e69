package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.explore.Exploration.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search says of itself is true. */
class SummaryTest {
  private static final String ONE =
      "1 schedule passed. The program has one schedule: never more than one thread could go on, so"
          + " there was nothing to choose from.";

  // ---- budgets that are over at once --------------------------------------------------------

  /** A program that always fails does so whatever the budget. */
  @ParameterizedTest
  @ValueSource(strings = {"portfolio", "exhaustive"})
  void oneScheduleIsAlwaysRun(String policy) {
    for (Explorer search :
        List.of(Explorer.create().time(Duration.ofNanos(1)), Explorer.create().steps(1))) {
      if (policy.equals("exhaustive")) {
        search.exhaustive();
      }
      assertThrows(
          IllegalStateException.class,
          () ->
              search.check(
                  loop -> {
                    throw new IllegalStateException("always");
                  }));
    }
  }

  /** One schedule is called one. */
  @Test
  void oneSchedule() {
    Loop.Body<String> program = ExplorerTest.grid(2, 2);
    assertEquals(
        "1 schedule passed; the time ran out. This is a sample, not a proof.",
        Explorer.create().time(Duration.ofNanos(1)).check(program).summary());
    assertEquals(
        "1 schedule passed. This is a sample, not a proof.",
        Explorer.create().schedules(1).check(program).summary());
    assertTrue(
        Explorer.create()
            .exhaustive()
            .time(Duration.ofNanos(1))
            .explore(program)
            .summary()
            .startsWith(
                "INCOMPLETE: 1 schedule passed, but not all were run: the time ran out. There are"
                    + " about "));
  }

  /** A search that was interrupted before it began has not passed. */
  @Test
  void interruptedAtOnce() {
    Thread.currentThread().interrupt();
    Exploration<String> none = Explorer.create().explore(ExplorerTest.grid(2, 2));
    assertTrue(Thread.interrupted());
    assertTrue(none.schedules() > 0 || none.verdict() == Verdict.INCOMPLETE, none.summary());
  }

  /** A search of the user's own has passed when it has no next schedule. */
  @Test
  void ownSearch() {
    Exploration<String> all =
        Explorer.create().policy(new DefaultOrderSearch(3)).explore(ExplorerTest.grid(2, 2));
    assertEquals("All 3 schedules with at most 0 deviations passed.", all.summary());
    assertEquals(Verdict.ALL_PASSED, all.verdict());
  }

  /** A search that has no schedule passes nothing. */
  @Test
  void noSchedule() {
    Exploration<String> none =
        Explorer.create().policy(new DefaultOrderSearch(0)).explore(ExplorerTest.grid(2, 2));
    assertEquals("INCOMPLETE: no schedule was run, because the search has none.", none.summary());
    assertEquals(Verdict.INCOMPLETE, none.verdict());
  }

  // ---- programs with one schedule -----------------------------------------------------------

  /** A program with nothing to choose from is run twice, and the search says why it ends. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingToChooseFrom(int carriers) {
    AtomicInteger runs = new AtomicInteger();
    Loop.Body<Integer> program =
        loop -> {
          runs.incrementAndGet();
          Thread.sleep(1_000);
          return 7;
        };
    Exploration<Integer> one = Explorer.create().check(program);
    assertEquals(2, runs.get());
    assertEquals(ONE, one.summary());
    assertEquals(Verdict.SAMPLE_PASSED, one.verdict());
    assertEquals(1, one.schedules());
    assertEquals(0, one.decisions());
    Explorer.create().time(Duration.ofDays(1)).threads(carriers).check(program);
    Exploration<Integer> all = Explorer.create().exhaustive().check(program);
    assertEquals(ONE, all.summary());
    assertTrue(all.complete());
  }

  /** A program whose later runs decide more is not taken for one. */
  @Test
  void decidesLater() {
    AtomicInteger runs = new AtomicInteger();
    assertThrows(
        NondeterminismError.class,
        () ->
            Explorer.create()
                .check(
                    loop -> ExplorerTest.grid(runs.incrementAndGet() == 1 ? 1 : 2, 2).run(loop)));
  }

  /** The most that a run has decided. */
  @Test
  void decisions() {
    assertEquals(5, Explorer.create().exhaustive().check(ExplorerTest.grid(2, 3)).decisions());
  }

  // ---- many outcomes ------------------------------------------------------------------------

  /** How many outcomes are kept has nothing to do with what was run. */
  @Test
  void moreOutcomesThanAreKept() {
    Loop.Body<String> program = ExplorerTest.grid(4, 3);
    Exploration<String> bounded =
        Explorer.create().exhaustive().schedules(11_000).acceptIncomplete(true).check(program);
    assertEquals(10_000, bounded.outcomes().size());
    assertEquals(1_000, bounded.notKept());
    assertTrue(
        bounded
            .describeOutcomes()
            .endsWith("\n     1,000  with other outcomes, of which there were too many to keep"));
    Exploration<String> part =
        Explorer.create().schedules(11_000).policy("urw").threads(2).check(program);
    assertTrue(part.outcomes().size() <= 10_000);
  }

  /** All of them may be stated. */
  @Test
  void moreOutcomesThanAreKeptAreChecked() {
    Set<Integer> expected = new HashSet<>();
    for (int i = 0; i < 10_500; i++) {
      expected.add(i);
    }
    Loop.Body<Integer> program = loop -> loop.random().nextInt(10_500);
    Exploration<Integer> all = Explorer.create().checkOutcomes(expected, program);
    assertEquals("All 10,500 schedules passed.", all.summary());
    assertEquals(0, all.notKept());
    expected.remove(10_499);
    assertTrue(
        assertThrows(OutcomesError.class, () -> Explorer.create().checkOutcomes(expected, program))
            .getMessage()
            .contains("not expected: 10499"));
    Exploration<Integer> complete = Explorer.create().exhaustive().check(program);
    assertTrue(complete.complete(), complete.summary());
    assertEquals(Verdict.ALL_PASSED, complete.verdict());
    String told =
        assertThrows(OutcomesError.class, () -> Explorer.create().checkOutcomes(Set.of(1), program))
            .getMessage();
    assertTrue(told.endsWith("\n  and 9979 more"), told);
  }

  // ---- estimates ----------------------------------------------------------------------------

  /** An estimate is never less than what was run. */
  @Test
  void atLeast() {
    Estimate low = new Estimate(163, 5, 100);
    assertEquals("at least 1,276", low.words(1_276));
    assertEquals("about 163 (standard error 5, by 100 random probes)", low.words(100));
    assertEquals(
        "1,276 schedules (about 1,276 distinct) in 10 s, 128 a second; there are at least 1,276",
        new Progress(1_276, 1_276, Duration.ofSeconds(10), low, null).toString());
  }

  /** However large its numbers are, they are numbers. */
  @Test
  void largeEstimates() {
    for (double product : new double[] {1, 1e100, 1e200, 1e308, Double.POSITIVE_INFINITY}) {
      Estimate estimate = Estimate.of(product, 1, product, product);
      assertTrue(Double.isFinite(estimate.schedules()), estimate.toString());
      assertTrue(Double.isFinite(estimate.error()), estimate.toString());
    }
    assertEquals(0, Estimate.of(5).error());
    Estimate estimate = Estimate.of(2, 4, 6);
    assertEquals(4, estimate.schedules(), 1e-9);
    assertEquals(Math.sqrt(4.0 / 3), estimate.error(), 1e-9);
    assertFalse(estimate.toString().contains("NaN"));
    assertNull(Explorer.create().exhaustive().check(ExplorerTest.grid(2, 2)).estimate());
  }
}
