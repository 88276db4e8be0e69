package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.explore.Exploration.Verdict;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run shows that threads share a field; with a scheduling point there, there are more schedules
 * than were known. An exhaustive search begins again, and what it says is true of the second one.
 */
class BeginAgainTest {
  /** Two plain counters of two threads. */
  private static final class Counters {
    private int one;
    private int other;

    void increment() {
      one++;
      other++;
    }

    int sum() {
      return one + other;
    }
  }

  /** The main task counts while another thread does; neither ever suspends meanwhile. */
  private static int count(Loop loop) throws InterruptedException {
    Counters counters = new Counters();
    Thread thread = Thread.startVirtualThread(counters::increment);
    counters.increment();
    thread.join();
    return counters.sum();
  }

  /** Every update can be lost; each schedule has one outcome, and none is counted twice. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void outcomesAreThoseOfTheSchedules(int carriers) {
    Exploration<Integer> all =
        Explorer.create().exhaustive().threads(carriers).outcomes(BeginAgainTest::count);
    assertTrue(all.complete(), all.summary());
    assertEquals(Set.of(2, 3, 4), all.values());
    assertEquals(
        all.schedules(), all.outcomes().values().stream().mapToLong(Exploration.Seen::times).sum());
    assertEquals(all.schedules(), all.distinct());
    Exploration<Integer> again = Explorer.create().exhaustive().outcomes(BeginAgainTest::count);
    assertEquals(again.schedules(), all.schedules(), "as many by one thread as by two");
  }

  /** A sample goes on with the new points, though its first run had nothing to choose from. */
  @Test
  void firstRunHasNoChoice() {
    Exploration<Integer> sample = Explorer.create().check(BeginAgainTest::count);
    assertEquals(Verdict.SAMPLE_PASSED, sample.verdict());
    assertEquals(1_000, sample.schedules());
    assertEquals(Set.of(2, 3, 4), sample.values());
  }

  /** An estimate is of the schedules with all points that are known. */
  @Test
  void estimate() {
    Exploration<Integer> all = Explorer.create().exhaustive().check(BeginAgainTest::count);
    Exploration<Integer> part =
        Explorer.create()
            .exhaustive()
            .schedules(8)
            .acceptIncomplete(true)
            .check(BeginAgainTest::count);
    assertEquals(Verdict.INCOMPLETE, part.verdict());
    Estimate estimate = Objects.requireNonNull(part.estimate());
    assertEquals((double) all.schedules(), estimate.schedules(), 4 * estimate.error() + 1);
  }

  /** A search whose budget is over when it would begin again has run what it has. */
  @Test
  void budgetIsOver() {
    for (Explorer search :
        new Explorer[] {Explorer.create().steps(1), Explorer.create().schedules(1)}) {
      Exploration<Integer> one = search.exhaustive().explore(BeginAgainTest::count);
      assertEquals(Verdict.INCOMPLETE, one.verdict());
      assertTrue(
          one.summary().startsWith("INCOMPLETE: 1 schedule passed, but not all were run: it"),
          one.summary());
    }
  }

  /** A failure that also shows new points ends the search, with the runs that led to it. */
  @Test
  void failureComesFirst() {
    Exploration<Integer> failing =
        Explorer.create()
            .exhaustive()
            .explore(
                loop -> {
                  count(loop);
                  throw new IllegalStateException("always");
                });
    assertEquals(Verdict.FAILED, failing.verdict());
    assertEquals(1, failing.schedules());
  }

  /** Tasks are never split by each other, so a field that only they share needs no point. */
  @Test
  void tasksShareWhatTheyLike() {
    AtomicInteger runs = new AtomicInteger();
    Exploration<Integer> all =
        Explorer.create()
            .exhaustive()
            .check(
                loop -> {
                  runs.incrementAndGet();
                  Counters counters = new Counters();
                  Tasks.gather(
                          loop.createTask(
                              () -> {
                                counters.increment();
                                return "";
                              }),
                          loop.createTask(
                              () -> {
                                counters.increment();
                                return "";
                              }))
                      .await();
                  return counters.sum();
                });
    assertEquals("All 2 schedules passed.", all.summary());
    assertEquals(Set.of(4), all.values());
    assertTrue(runs.get() <= 2 * 2 + 2, "runs " + runs);
  }

  /** A strategy that is one object of the user's cannot begin again: it runs what it has. */
  @Test
  void strategyOfTheUsers() {
    Exploration<Integer> all =
        Explorer.create().policy(new DefaultOrderSearch(3)).explore(BeginAgainTest::count);
    assertTrue(
        all.summary().startsWith("All 3 schedules with at most 0 deviations passed."),
        all.summary());
  }
}
