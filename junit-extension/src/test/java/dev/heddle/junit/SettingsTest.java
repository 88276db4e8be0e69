package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.testing.NestedLoops;
import dev.heddle.testing.Outside;
import dev.heddle.testing.ReportSlowSteps;
import dev.heddle.testing.ShownSteps;
import dev.heddle.testing.StallTimeout;
import dev.heddle.testing.Tolerate;
import dev.heddle.testing.VirtualTime;
import dev.heddle.verdict.Problem.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Event;

/** Who has the say when there are several. */
class SettingsTest {
  @Test
  void theNearestThatIsSaidCounts() {
    Kit.passes(7, Levels.class);
  }

  @Heddle
  @Tolerate(Kind.NEVER_RETRIEVED)
  @VirtualTime(start = "2001-01-01T00:00:00Z")
  @NestedLoops
  static class Levels {
    @HeddleTest
    void nothingSaidIsTheClasss(Clock clock, Loop loop) {
      assertYear(2001, clock);
      assertTrue(isNested(loop));
      failsUnseen();
    }

    @HeddleTest
    @VirtualTime(start = "2002-01-01T00:00:00Z")
    @NestedLoops(false)
    void theMethodsOwnComesFirst(Clock clock, Loop loop) {
      assertYear(2002, clock);
      assertFalse(isNested(loop));
    }

    @VirtualTime(start = "2003-01-01T00:00:00Z")
    @HeddleTest(tolerate = Kind.UNCAUGHT)
    void twoOnTheSameMethodAddUp(Clock clock, Loop loop) {
      assertYear(2003, clock);
      assertTrue(isNested(loop));
      failsUnseen();
    }

    @Test
    @Heddle
    @VirtualTime(start = "2004-01-01T00:00:00Z")
    void anyTestMayHaveOptions(Clock clock, Loop loop) {
      assertYear(2004, clock);
      assertTrue(isNested(loop));
    }

    @Nested
    @NestedLoops(false)
    class Inner {
      @HeddleTest
      void aNestedClassComesBeforeTheOneAroundIt(Clock clock, Loop loop) {
        assertYear(2001, clock);
        assertFalse(isNested(loop));
        failsUnseen();
      }

      @HeddleTest
      @NestedLoops
      void andAfterTheMethod(Loop loop) {
        assertTrue(isNested(loop));
      }

      @Nested
      class Innermost {
        @HeddleTest
        void theClassesAroundComeFromTheInside(Clock clock, Loop loop) {
          assertYear(2001, clock);
          assertFalse(isNested(loop));
        }
      }
    }

    private static void failsUnseen() {
      Tasks.createTask(
          () -> {
            throw new IllegalStateException("nobody looks at this");
          });
      Tasks.yieldNow();
    }

    private static void assertYear(int year, Clock clock) {
      assertEquals(Instant.parse(year + "-01-01T00:00:00Z"), clock.instant());
    }

    private static boolean isNested(Loop loop) {
      try {
        return loop.runUntilComplete(loop.createTask(() -> true));
      } catch (IllegalStateException e) {
        return false;
      }
    }
  }

  // ---- configuration parameters ---------------------------------------------------------------

  static class Waits {
    @HeddleTest
    @Outside
    void test() throws Exception {
      new CountDownLatch(1).await();
    }
  }

  @Test
  void stallTimeoutMayBeConfigured() {
    Throwable failure = Kit.failureOf(Waits.class, "heddle.stallTimeout", " 200 ms ");

    assertTrue(failure.getMessage().startsWith("The loop has waited for 200 ms of real time"));
  }

  static class WaitsForItself {
    @HeddleTest
    @StallTimeout(value = 300, unit = TimeUnit.MILLISECONDS)
    @ShownSteps(1)
    @Outside
    void test() throws Exception {
      Tasks.yieldNow();
      Tasks.yieldNow();
      new CountDownLatch(1).await();
    }
  }

  @Test
  void annotationsComeBeforeConfiguration() {
    Throwable failure =
        Kit.failureOf(
            WaitsForItself.class, "heddle.stallTimeout", "PT1H", "heddle.shownSteps", "3");

    assertTrue(failure.getMessage().startsWith("The loop has waited for 300 ms of real time"));
    assertEquals(4, Kit.report(failure).lines().count());
  }

  static class Fails {
    @HeddleTest
    void test() {
      for (int i = 0; i < 30; i++) {
        Tasks.yieldNow();
      }
      throw new IllegalStateException();
    }
  }

  @Test
  void stepsMayBeConfigured() {
    int headings = 3;
    assertEquals(20 + headings, Kit.report(Kit.failureOf(Fails.class)).lines().count());
    Throwable failure = Kit.failureOf(Fails.class, "heddle.shownSteps", "5");
    assertEquals(5 + headings, Kit.report(failure).lines().count());
  }

  // ---- debug ------------------------------------------------------------------------------

  static class Slow {
    @HeddleTest
    @ReportSlowSteps
    void test() {
      Tasks.spend(Duration.ofSeconds(2));
      Tasks.yieldNow();
    }
  }

  @Test
  void debugModeTellsSlowStepsAndFailsNoTest() {
    List<Event> entries =
        Kit.run(Slow.class).allEvents().reportingEntryPublished().stream().toList();

    assertEquals(1, entries.size());
    assertTrue(
        entries.get(0).toString().contains("Executing test took 2.000 seconds"),
        entries.get(0).toString());
    Kit.passes(1, Slow.class);
  }
}
