package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.testing.VirtualTime;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts of a test run on its loop, and that all of JUnit is as without one. */
class LifecycleTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** One loop, from the first {@code @BeforeEach} to the last {@code @AfterEach}. */
  @Test
  void aTestAndTheMethodsAroundItShareALoop() {
    Kit.passes(2, OneLoop.class);
  }

  static class OneLoop {
    private static final List<Loop> LOOPS = new ArrayList<>();
    private Loop loop;
    private Task<String> background;

    @BeforeEach
    void setUp(Loop theLoop, Clock clock) throws Exception {
      assertFalse(LOOPS.contains(theLoop), "each test has a loop of its own");
      LOOPS.add(theLoop);
      loop = theLoop;
      Thread.sleep(HOUR);
      assertEquals(Instant.parse("2000-01-01T01:00:00Z"), clock.instant());
      background =
          theLoop.createTask(
              () -> {
                Tasks.sleep(HOUR.multipliedBy(2));
                return "done at " + Loop.current().time();
              });
    }

    @HeddleTest
    void goesOnWhereSetUpEnded(Loop theLoop) throws Exception {
      assertSame(loop, theLoop);
      assertSame(loop, Loop.current());
      Thread.sleep(HOUR);
      assertEquals(HOUR.multipliedBy(2), loop.time());
    }

    @HeddleTest
    void startsAfreshInTheNextTest() {
      assertEquals(HOUR, loop.time());
    }

    @AfterEach
    void tearDown(Loop theLoop) throws Exception {
      assertSame(loop, theLoop);
      assertEquals("done at PT3H", background.get(3, TimeUnit.HOURS));
      assertEquals(HOUR.multipliedBy(3), theLoop.time());
    }
  }

  /** Every way to ask for the time answers with virtual time, in all methods of a test. */
  @Test
  void plainTestsOfTheSameClassKeepTheRealTime() {
    Kit.passes(2, Mixed.class);
  }

  static class Mixed {
    @HeddleTest
    @VirtualTime(start = "2030-06-01T00:00:00Z")
    void virtual() throws Exception {
      Thread.sleep(Duration.ofDays(1));
      assertEquals(LocalDate.of(2030, 6, 2), LocalDate.now(Clock.systemUTC()));
    }

    @Test
    void real() {
      assertThrows(IllegalStateException.class, Loop::current);
      assertTrue(Instant.now().isAfter(Instant.parse("2020-01-01T00:00:00Z")));
    }
  }

  @Nested
  @Heddle
  @VirtualTime(start = "2020-01-01T00:00:00Z")
  class AnnotatedClasses {
    @Test
    void runAllTheirTestsOnLoops(Clock clock) {
      assertEquals(Instant.parse("2020-01-01T00:00:00Z"), clock.instant());
      assertSame(Tasks.currentTask().thread(), Thread.currentThread());
    }

    @RepeatedTest(3)
    void repeatedTestsToo(Loop loop) throws Exception {
      Thread.sleep(HOUR);
      assertEquals(HOUR, loop.time());
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "b, 20"})
    void argumentsComeBeforeTheLoop(String name, int hours, Loop loop, TestInfo info)
        throws Exception {
      Thread.sleep(Duration.ofHours(hours));
      assertEquals(Duration.ofHours(hours), loop.time());
      assertTrue(info.getDisplayName().contains(name));
    }

    @Nested
    class AndSoDoTheirNestedClasses {
      @Test
      void withTheSameOptions(Clock clock) {
        assertEquals(Instant.parse("2020-01-01T00:00:00Z"), clock.instant());
      }

      @HeddleTest
      @VirtualTime(start = "2021-01-01T00:00:00Z")
      void unlessAMethodSaysOtherwise(Clock clock) {
        assertEquals(Instant.parse("2021-01-01T00:00:00Z"), clock.instant());
      }
    }
  }

  @Nested
  class SubclassesOfAnnotatedClasses extends AnnotatedBase {
    @Test
    void runOnLoopsToo(Clock clock) {
      assertEquals(Instant.parse("2022-01-01T00:00:00Z"), clock.instant());
    }
  }

  @Heddle
  @VirtualTime(start = "2022-01-01T00:00:00Z")
  abstract static class AnnotatedBase {}

  @HeddleTest
  @VirtualTime(start = "2023-01-01T00:00:00Z")
  @Retention(RetentionPolicy.RUNTIME)
  @interface NewYearTest {}

  @NewYearTest
  void annotationsMayBeComposed(Clock clock) {
    assertEquals(Instant.parse("2023-01-01T00:00:00Z"), clock.instant());
  }

  @Test
  void oneInstanceMayServeAllTests() {
    Kit.passes(2, OneInstance.class);
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstance {
    private final List<Loop> loops = new ArrayList<>();

    @BeforeAll
    void beforeAll() {
      assertThrows(IllegalStateException.class, Loop::current);
    }

    @HeddleTest
    void one(Loop loop) {
      loops.add(loop);
    }

    @HeddleTest
    void another(Loop loop) {
      loops.add(loop);
    }

    @AfterAll
    void afterAll() {
      assertEquals(2, loops.size());
      assertNotSame(loops.get(0), loops.get(1));
      assertTrue(loops.get(0).isClosed() && loops.get(1).isClosed());
    }
  }

  @Test
  void skippedTestsAreSkipped() {
    Kit.run(Skipped.class)
        .testEvents()
        .assertStatistics(s -> s.skipped(1).aborted(3).failed(0).succeeded(0));
  }

  static class Skipped {
    @Disabled
    @HeddleTest
    void disabled() {
      throw new AssertionError("is not run");
    }

    @HeddleTest
    void assumesInVain() {
      Assumptions.assumeTrue(Tasks.currentTask() == null);
    }

    /** What an aborted test leaves is no news: it ended in the middle. */
    @HeddleTest
    void leavesATaskBehind(ExecutorService pool, Loop loop) {
      loop.createTask(
          () -> {
            new CountDownLatch(1).await();
          });
      Assumptions.abort();
    }

    @HeddleTest
    void assumesInTime() throws Exception {
      Thread.sleep(HOUR);
      Assumptions.assumeFalse(true);
    }
  }

  // ---- what a thread carries ----------------------------------------------------------------

  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  /** As a test extension would, in JUnit's thread. */
  static class SetsUpTheThread implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      INHERITED.set("from JUnit's thread");
      Thread.currentThread().setContextClassLoader(new OfTheTest());
    }
  }

  private static final class OfTheTest extends ClassLoader {}

  @HeddleTest
  @ExtendWith(SetsUpTheThread.class)
  void theTestsThreadInheritsFromJUnits() {
    assertEquals("from JUnit's thread", INHERITED.get());
    assertEquals(OfTheTest.class, Thread.currentThread().getContextClassLoader().getClass());
  }

  @AfterAll
  static void forget() {
    INHERITED.remove();
    Thread.currentThread().setContextClassLoader(LifecycleTest.class.getClassLoader());
  }

  // ---- test factories -----------------------------------------------------------------------

  @Test
  void dynamicTestsShareTheLoopOfTheirFactory() {
    Kit.passes(3, Factory.class);
  }

  @Test
  void dynamicTestsAreRunOneAfterTheOther() {
    Kit.passes(
        3,
        Factory.class,
        "junit.jupiter.execution.parallel.enabled",
        "true",
        "junit.jupiter.execution.parallel.mode.default",
        "concurrent");
  }

  static class Factory {
    private final AtomicInteger hours = new AtomicInteger(1);

    @BeforeEach
    void setUp() throws Exception {
      Thread.sleep(HOUR);
    }

    @Heddle
    @TestFactory
    List<DynamicTest> makes(Loop loop) {
      assertEquals(HOUR, loop.time());
      return Stream.of("a", "b", "c")
          .map(name -> DynamicTest.dynamicTest(name, () -> takesAnHour(loop)))
          .toList();
    }

    private void takesAnHour(Loop loop) throws Exception {
      assertSame(loop, Loop.current());
      Thread.sleep(HOUR);
      assertEquals(HOUR.multipliedBy(hours.incrementAndGet()), loop.time());
    }

    @AfterEach
    void tearDown(Loop loop) {
      assertEquals(HOUR.multipliedBy(4), loop.time());
    }
  }
}
