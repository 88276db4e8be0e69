package dev.heddle.junit;

import static dev.heddle.junit.Kit.scheduleReport;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.testing.Explore;
import dev.heddle.verdict.Problem.Kind;
import dev.heddle.verdict.ProblemsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each schedule of a test is a test of its own. */
class ExploreLifecycleTest {

  private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());

  private static final Set<Object> INSTANCES = Collections.synchronizedSet(new HashSet<>());

  static class Outer {
    int ofOuter;

    @BeforeEach
    void beforeOuter() {
      ofOuter++;
      CALLS.add("before outer");
    }

    @AfterEach
    void afterOuter() {
      CALLS.add("after outer");
    }

    @Nested
    class Inner {
      int calls;

      @BeforeEach
      void beforeInner(Clock clock) throws InterruptedException {
        assertEquals(1, ofOuter);
        Thread.sleep(1000);
        CALLS.add("before inner at " + clock.instant().getEpochSecond() % 60);
      }

      @AfterEach
      void afterInner(Clock clock) {
        CALLS.add("after inner at " + clock.instant().getEpochSecond() % 60);
      }

      @HeddleTest(exhaustive = true)
      void test(Loop loop, ExecutorService pool) throws Exception {
        assertEquals(1, ++calls);
        INSTANCES.add(this);
        CALLS.add("test");
        CountDownLatch latch = new CountDownLatch(2);
        pool.submit(latch::countDown);
        pool.submit(latch::countDown);
        latch.await();
        Tasks.sleep(Duration.ofSeconds(1));
      }
    }
  }

  /**
   * Each schedule has fresh instances, its own lifecycle methods, and one clock for all of them.
   */
  @Test
  void everyScheduleIsATestOfItsOwn() {
    CALLS.clear();
    INSTANCES.clear();
    Kit.passes(1, Outer.class);
    List<String> one =
        List.of("before outer", "before inner at 1", "test", "after inner at 2", "after outer");
    int schedules = INSTANCES.size();
    assertTrue(schedules > 1);
    assertEquals(schedules * one.size(), CALLS.size());
    for (int i = 0; i < schedules; i++) {
      assertEquals(one, CALLS.subList(i * one.size(), (i + 1) * one.size()));
    }
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstance {
    final AtomicInteger runs = new AtomicInteger();

    @HeddleTest(schedules = 20)
    void test() {
      runs.incrementAndGet();
      INSTANCES.add(this);
    }
  }

  /** Who asks for one instance for all tests gets it for all runs: two of the only schedule. */
  @Test
  void oneInstanceForTheClass() {
    INSTANCES.clear();
    Kit.passes(1, OneInstance.class);
    assertEquals(1, INSTANCES.size());
    assertEquals(2, ((OneInstance) INSTANCES.iterator().next()).runs.get());
  }

  static class Templates {
    @Heddle
    @Explore(schedules = 5)
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void parameterised(int number, Clock clock) throws InterruptedException {
      Thread.sleep(number);
      assertEquals(Instant.parse("2000-01-01T00:00:00Z").plusMillis(number), clock.instant());
      CALLS.add("parameter " + number);
    }

    @Heddle
    @Explore(schedules = 5)
    @RepeatedTest(2)
    void repeated() {
      CALLS.add("repetition");
    }
  }

  /** Parameterised and repeated tests are explored too, each of their invocations. */
  @Test
  void templates() {
    CALLS.clear();
    Kit.passes(5, Templates.class);
    assertEquals(2, Collections.frequency(CALLS, "parameter 2"));
    assertEquals(2 * 2, Collections.frequency(CALLS, "repetition"));
  }

  static class AfterToo {
    @HeddleTest(schedules = 3)
    void test() {
      throw new IllegalStateException("test");
    }

    @AfterEach
    void after() {
      throw new IllegalStateException("after");
    }
  }

  /** As in JUnit, what fails after the first failure is suppressed in it. */
  @Test
  void failuresOfTheLifecycle() {
    Throwable failure = Kit.failureOf(AfterToo.class);
    assertEquals("test", failure.getMessage());
    assertTrue(
        Arrays.stream(failure.getSuppressed()).anyMatch(e -> "after".equals(e.getMessage())));
  }

  static class Leaves {
    @HeddleTest(schedules = 50)
    void test(Loop loop) {
      Task<?> inner =
          loop.createTask(
              "inner",
              () -> {
                throw new IllegalStateException("unseen");
              });
      Tasks.yieldNow();
      if (!inner.isDone()) {
        inner.cancel();
      }
    }
  }

  /** What goes wrong beside a test under some schedule fails it, unless tolerated. */
  @Test
  void problemsFail() {
    ProblemsError error = assertInstanceOf(ProblemsError.class, Kit.failureOf(Leaves.class));
    assertEquals(Kind.NEVER_RETRIEVED, error.problems().get(0).kind());
    assertTrue(scheduleReport(error).contains("replay: "));
  }

  static class Assumes {
    @HeddleTest(schedules = 10)
    void never() {
      assumeTrue(false);
    }

    @HeddleTest(schedules = 10)
    @Explore(policy = "random", seed = 3)
    void sometimes(Loop loop) {
      List<Integer> order = new ArrayList<>();
      Task<?> a = loop.createTask(() -> order.add(1));
      Task<?> b = loop.createTask(() -> order.add(2));
      Tasks.gather(List.of(a, b)).await();
      assumeTrue(order.get(0) == 2);
    }
  }

  /** An assumption that does not hold passes over that schedule; over all, it aborts the test. */
  @Test
  void assumptions() {
    Kit.run(Assumes.class).testEvents().assertStatistics(s -> s.succeeded(1).aborted(1).failed(0));
  }
}
