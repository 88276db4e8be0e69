package dev.heddle.junit;

import static dev.heddle.junit.Kit.entries;
import static dev.heddle.junit.Kit.grid;
import static dev.heddle.junit.Kit.scheduleReport;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.NondeterminismError;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import dev.heddle.testing.EarlyTimeouts;
import dev.heddle.testing.Explore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which schedules a test is run in. */
class ExplorePoliciesTest {

  /** Remembers by which seed those were made that decide. */
  public static final class Remembering implements Policy {
    static final List<Long> DECIDING = new CopyOnWriteArrayList<>();

    private final long seed;

    /** One for each carrier. */
    public Remembering(long seed) {
      this.seed = seed;
    }

    @Override
    public int choose(Decision decision) {
      DECIDING.add(seed);
      return decision.size() - 1;
    }
  }

  static class OwnPolicy {
    @HeddleTest(schedules = 3)
    @Explore(policyClass = Remembering.class, seed = 42)
    void byClass(Loop loop) {
      grid(loop, 2, 2);
    }
  }

  static class OneRun {
    @HeddleTest
    @Explore(policy = "lifo")
    void lifo(Loop loop) {
      List<Integer> order = new ArrayList<>();
      Task<?> a = loop.createTask(() -> order.add(1));
      Task<?> b = loop.createTask(() -> order.add(2));
      Tasks.gather(List.of(a, b)).await();
      assertEquals(List.of(2, 1), order);
    }
  }

  /** Policies are plugged in by class, and a single run may have one by name. */
  @Test
  void policies() {
    Remembering.DECIDING.clear();
    Kit.passes(1, OwnPolicy.class);
    assertEquals(Set.of(42L), Set.copyOf(Remembering.DECIDING));
    Kit.passes(1, OneRun.class);
  }

  static class TimeoutMayWin {
    @HeddleTest(schedules = 200)
    @EarlyTimeouts
    void test(Loop loop) throws Exception {
      Task<String> quick =
          loop.createTask(
              () -> {
                Tasks.yieldNow();
                return "quick";
              });
      assertEquals("quick", Tasks.waitFor(quick, Duration.ofHours(1)));
    }
  }

  /** On a machine that is slow enough, any timeout may win. */
  @Test
  void earlyTimeouts() {
    Throwable failure = Kit.failureOf(TimeoutMayWin.class);
    assertInstanceOf(TimeoutException.class, failure);
    assertTrue(scheduleReport(failure).contains("time goes before"), scheduleReport(failure));
  }

  /** Configuration parameters change what explores, and nothing else. */
  @Test
  void configuration() {
    assertTrue(
        entries(Kit.run(TwoTasks.class, "heddle.schedules", " 33 "))
            .get(0)
            .startsWith("33 schedules passed"));
    assertTrue(
        entries(Kit.run(TwoTasks.class, "heddle.time", "PT0.000000001S"))
            .get(0)
            .contains("the time ran out"));
    assertTrue(
        entries(Kit.run(TwoTasks.class, "heddle.policy", "random", "heddle.seed", "7"))
            .get(0)
            .startsWith("20 schedules passed"));
    ExampleOnce.RUNS.set(0);
    Kit.passes(1, ExampleOnce.class, "heddle.schedules", "500", "heddle.policy", "lifo");
    assertEquals(1, ExampleOnce.RUNS.get());
  }

  static class TwoTasks {
    @HeddleTest(schedules = 20)
    void test(Loop loop) {
      grid(loop, 2, 2);
    }
  }

  static class ExampleOnce {
    static final AtomicInteger RUNS = new AtomicInteger();

    @HeddleTest
    void test() {
      RUNS.incrementAndGet();
    }
  }

  static class OnTwo {
    @HeddleTest(exhaustive = true)
    @Explore(threads = 2)
    void test(Loop loop, ExecutorService pool, Clock clock) throws Exception {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int number = i;
        futures.add(
            pool.submit(
                () -> {
                  Thread.sleep(1_000);
                  return number;
                }));
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(i, futures.get(i).get());
      }
      assertSame(loop, Loop.current());
      assertEquals(Instant.parse("2000-01-01T00:00:01Z"), clock.instant());
    }
  }

  /** Several carriers run the test at once, each on loops and with parameters of its own. */
  @Test
  void carriers() {
    Kit.passes(1, OnTwo.class);
    assertTrue(entries(Kit.run(OnTwo.class)).get(0).startsWith("All "));
    assertEquals(
        entries(Kit.run(OnTwo.class)), entries(Kit.run(OnTwo.class, "heddle.threads", "1")));
  }

  static class Unsteady {
    static int runs;

    @HeddleTest(schedules = 100)
    void test(Loop loop) {
      grid(loop, 2, 2);
      assertNotSame(17, ++runs % 30, "static state");
    }
  }

  /** A test that carries state from run to run gets its own verdict. */
  @Test
  void nondeterminism() {
    Unsteady.runs = 0;
    Throwable failure = Kit.failureOf(Unsteady.class);
    assertInstanceOf(NondeterminismError.class, failure);
    assertTrue(
        failure.getMessage().contains("Probably something is carried over from one run to the"),
        failure.getMessage());
  }

  static class Endless {
    @HeddleTest(schedules = 1_000_000_000)
    @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
    void test(Loop loop) {
      grid(loop, 2, 2);
    }
  }

  /** JUnit's own timeout ends an exploration, which has not passed then. */
  @Test
  void timeout() {
    List<Throwable> failures = new ArrayList<>();
    assertEquals(
        List.of(), SummaryLineTest.linesOf(() -> failures.add(Kit.failureOf(Endless.class))));
    assertInstanceOf(TimeoutException.class, failures.get(0));
  }
}
