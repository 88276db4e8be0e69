package dev.heddle.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.explore.NondeterminismError;
import dev.heddle.testing.StallTimeout;
import dev.heddle.testing.Tolerate;
import dev.heddle.testing.VirtualTime;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.ProblemsError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** jqwik's limits, and what of jqwik works as ever. */
class PropertySettingsTest {
  // ---- jqwik's API off its thread ---------------------------------------------------------------

  static class CollectsOffThread {
    @Property
    @OnLoop
    void collects(@ForAll int number) {
      Statistics.collect(number > 0);
    }
  }

  @Test
  void jqwiksApiOnALoopIsAnErrorWithTheRemedy() {
    Throwable failure = JqwikKit.failureOf(CollectsOffThread.class);

    assertInstanceOf(IllegalStateException.class, failure);
    assertTrue(
        failure
            .getMessage()
            .matches(
                "jqwik's API was called at \\[PropertySettingsTest.java:\\d+\\], in a try that runs on a"
                    + " loop, and so not on jqwik's own thread, which it needs. Draw data as"
                    + " parameters, collect statistics by LoopStatistics, and use stores and"
                    + " footnotes in methods with @BeforeTry and @AfterTry."),
        failure.getMessage());
  }

  static class Collects {
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    @OnLoop
    void collects(@ForAll DrawnSeed seed, Loop loop) {
      LoopStatistics.collect("try");
      loop.createTask(
              () -> {
                LoopStatistics.label("parity").count(seed.value() % 2);
                return 0;
              })
          .await();
    }
  }

  /** Statistics of any task are jqwik's own in the end. */
  @Test
  void statisticsArePassedOn() {
    String entries = JqwikKit.entries(JqwikKit.passes(1, Collects.class));

    assertTrue(entries.contains("try (50) : 100 %"), entries);
    assertTrue(entries.contains("1 (") && entries.contains("0 ("), entries);
  }

  @Test
  void statisticsOutsideOfATryAreErrors() {
    IllegalStateException outside =
        assertThrows(IllegalStateException.class, () -> LoopStatistics.collect(1));
    assertEquals(
        "LoopStatistics was called on thread ["
            + Thread.currentThread().getName()
            + "], which is not of a try with @OnLoop: use jqwik's own Statistics on jqwik's"
            + " thread.",
        outside.getMessage());
    IllegalStateException other =
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.run(
                    loop -> {
                      LoopStatistics.collect(1);
                    }));
    assertEquals(
        "LoopStatistics was called on a loop that no try with @OnLoop runs on: use jqwik's own"
            + " Statistics on jqwik's thread.",
        other.getMessage());
  }

  // ---- lifecycle --------------------------------------------------------------------------------

  static class Lifecycle {
    static final List<String> CALLS = new ArrayList<>();

    int tries;

    @BeforeTry
    void before() {
      int number = Store.<Integer>getOrCreate("tries", Lifespan.PROPERTY, () -> 0).get();
      CALLS.add("before " + number + " " + Thread.currentThread().isVirtual());
    }

    @Property(tries = 2, edgeCases = EdgeCasesMode.NONE)
    @OnLoop
    void isBetween(@ForAll DrawnSeed seed) {
      CALLS.add("try " + Thread.currentThread().isVirtual());
    }

    @AfterTry
    void after() {
      CALLS.add("after " + Thread.currentThread().isVirtual());
    }
  }

  /** Methods around a try run on jqwik's thread, and can use its API. */
  @Test
  void methodsAroundATryRunOnJqwiksThread() {
    Lifecycle.CALLS.clear();
    JqwikKit.passes(1, Lifecycle.class);

    List<String> once = List.of("before 0 false", "try true", "after false");
    List<String> twice = new ArrayList<>(once);
    twice.addAll(once);
    assertEquals(twice, Lifecycle.CALLS);
  }

  static class LoopBeforeTry {
    @BeforeTry
    void before(Clock clock) {}

    @Property
    @OnLoop
    void fails(@ForAll int number) {}
  }

  @OnLoop
  static class LoopBeforeContainer {
    @BeforeContainer
    static void before(Loop loop) {}

    @Property
    void isNotRun(@ForAll int number) {}
  }

  @Test
  void thereIsNoLoopAroundATry() {
    for (Class<?> fixture : List.of(LoopBeforeTry.class, LoopBeforeContainer.class)) {
      List<Throwable> failures = JqwikKit.failures(JqwikKit.run(fixture));
      String message = String.valueOf(failures.get(0).getMessage());
      assertTrue(message.contains("There is no loop for parameter ["), message);
      assertTrue(
          message.contains(
              "]. Each try has a loop of its own, which runs the method of the property alone: take"
                  + " the parameter there."),
          message);
    }
  }

  // ---- what a loop says -------------------------------------------------------------------------

  static class Deadlock {
    @Property
    @OnLoop
    void waits(@ForAll DrawnSchedule schedule) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** The loop's own verdict falsifies a try, which jqwik can shrink and Heddle explain. */
  @Test
  void aDeadlockFalsifies() {
    Throwable failure = JqwikKit.failureOf(Deadlock.class);

    assertInstanceOf(DeadlockError.class, failure);
    assertTrue(JqwikKit.report(failure).contains("It fails in the default order."));
  }

  static class Leak {
    @Property
    @OnLoop
    void leaks(@ForAll DrawnSeed seed, Loop loop) {
      loop.createTask("leaked", () -> loop.createFuture().await());
    }
  }

  static class ToleratedLeak {
    @Property(tries = 5)
    @OnLoop
    @Tolerate(Problem.Kind.LEFT_PENDING)
    void leaks(@ForAll DrawnSeed seed, Loop loop) {
      loop.createTask("leaked", () -> loop.createFuture().await());
    }
  }

  @Test
  void aLeakFalsifiesUnlessItIsTolerated() {
    assertInstanceOf(ProblemsError.class, JqwikKit.failureOf(Leak.class));
    JqwikKit.passes(1, ToleratedLeak.class);
  }

  static class ReturnsFalse {
    @Property
    @OnLoop
    boolean returns(@ForAll DrawnSchedule schedule, Loop loop) {
      loop.createTask(() -> 0);
      Tasks.yieldNow();
      return loop.schedule().isDefaultOrder();
    }
  }

  @Test
  void aPropertyMayReturnFalse() {
    Throwable failure = JqwikKit.failureOf(ReturnsFalse.class);

    assertEquals("The property returned false.", failure.getMessage());
    assertTrue(JqwikKit.report(failure).contains("one change of order"), JqwikKit.report(failure));
  }

  static class Assumes {
    @Property(tries = 20)
    @OnLoop
    void holds(@ForAll DrawnSeed seed) {
      Assume.that(seed.value() % 2 == 0);
      assertEquals(0, seed.value() % 2);
    }
  }

  @Test
  void assumptionsHold() {
    JqwikKit.passes(1, Assumes.class);
  }

  static class Remembers {
    static int runs;

    @Property
    @OnLoop
    void fails(@ForAll DrawnSchedule schedule) {
      if (++runs == 10) {
        throw new AssertionError("the tenth run");
      }
    }
  }

  @Test
  void whatFailsOnceIsSaidNotToBeDeterministic() {
    Remembers.runs = 0;
    Throwable failure = JqwikKit.failureOf(Remembers.class);

    assertEquals("the tenth run", failure.getMessage());
    assertInstanceOf(NondeterminismError.class, failure.getSuppressed()[0]);
  }

  // ---- configuration ----------------------------------------------------------------------------

  static class TwoDrawn {
    @Property
    @OnLoop
    void isRefused(@ForAll DrawnSeed seed, @ForAll DrawnSchedule schedule) {}
  }

  static class BadStart {
    @Property
    @OnLoop
    @VirtualTime(start = "noon")
    void isRefused() {}
  }

  static class BadStallTimeout {
    @Property
    @OnLoop
    @StallTimeout(0)
    void isRefused() {}
  }

  @Test
  void mistakesAreErrorsWithTheRemedy() {
    String two = String.valueOf(JqwikKit.failureOf(TwoDrawn.class).getMessage());
    assertTrue(two.endsWith("decides what goes next, [DrawnSeed, DrawnSchedule]: keep one."), two);
    assertEquals(
        "Configuration error: 'start' of @VirtualTime on [void"
            + " dev.heddle.junit.jqwik.PropertySettingsTest$BadStart.isRefused()] must be an instant, such"
            + " as 2000-01-01T00:00:00Z, and is [noon].",
        JqwikKit.failureOf(BadStart.class).getMessage());
    assertEquals(
        "Configuration error: @StallTimeout on [void"
            + " dev.heddle.junit.jqwik.PropertySettingsTest$BadStallTimeout.isRefused()] must be a positive"
            + " duration, such as 30 s or PT30S, and is [PT0S].",
        JqwikKit.failureOf(BadStallTimeout.class).getMessage());
    assertEquals(
        "A choice must not be negative, and is [-1]: 0 takes the documented option, 1 the next"
            + " one.",
        assertThrows(IllegalArgumentException.class, () -> new DrawnSchedule(List.of(-1)))
            .getMessage());
  }

  // ---- edge cases, seeds, what failed before ----------------------------------------------------

  static class Edges {
    static final List<DrawnSchedule> DRAWN = new ArrayList<>();

    @Property(tries = 10, edgeCases = EdgeCasesMode.FIRST)
    @OnLoop
    void areFirst(@ForAll DrawnSchedule schedule) {
      DRAWN.add(schedule);
    }
  }

  @Test
  void theDocumentedOrderIsTheFirstEdgeCase() {
    Edges.DRAWN.clear();
    JqwikKit.passes(1, Edges.class);
    assertEquals(new DrawnSchedule(List.of()), Edges.DRAWN.get(0));
  }

  static class Fails {
    static final List<DrawnSchedule> DRAWN = new ArrayList<>();

    @Property(afterFailure = AfterFailureMode.SAMPLE_FIRST)
    @OnLoop
    void onDeviations(@ForAll DrawnSchedule schedule, Loop loop) {
      DRAWN.add(schedule);
      loop.createTask(() -> 0);
      loop.createTask(() -> 0);
      Tasks.yieldNow();
      assertTrue(loop.schedule().deviations().size() < 2);
    }
  }

  /** What failed is tried first next time, as it was shrunk. */
  @Test
  void whatFailedIsTriedFirst() {
    JqwikKit.failureOf(Fails.class);
    DrawnSchedule shrunk = Fails.DRAWN.getLast();
    Fails.DRAWN.clear();
    JqwikKit.failureOf(Fails.class);
    assertEquals(shrunk, Fails.DRAWN.get(0));
  }

  static class FixedSeed {
    static final List<DrawnSchedule> DRAWN = new ArrayList<>();

    @Property(tries = 20, seed = "4711")
    @OnLoop
    void drawsTheSame(@ForAll DrawnSchedule schedule, @ForAll ConcurrentProgram program) {
      DRAWN.add(schedule);
    }
  }

  @Test
  void aFixedSeedDrawsTheSame() {
    FixedSeed.DRAWN.clear();
    JqwikKit.passes(1, FixedSeed.class);
    List<DrawnSchedule> first = List.copyOf(FixedSeed.DRAWN);
    FixedSeed.DRAWN.clear();
    EngineExecutionResults again = JqwikKit.passes(1, FixedSeed.class);
    assertEquals(first, FixedSeed.DRAWN, () -> JqwikKit.entries(again));
  }

  static class DrawsPolicies {
    @Property(tries = 100)
    @OnLoop
    void works(@ForAll DrawnPolicy policy, Loop loop) {
      Loop same = Loop.current();
      assertEquals(same, loop);
      assertTrue(policy.toString().contains(policy.name()));
      Tasks.yieldNow();
    }
  }

  @Test
  void policiesCanBeDrawn() {
    JqwikKit.passes(1, DrawsPolicies.class);
  }
}
