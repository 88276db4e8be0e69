package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.testing.HeddleReport;
import dev.heddle.testing.ShownSteps;
import dev.heddle.testing.StallTimeout;
import dev.heddle.testing.StepLimit;
import dev.heddle.testing.VirtualTime;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.ExitError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** How a failing test looks. */
class FailuresTest {
  static class Compares {
    @HeddleTest
    void test(ExecutorService pool) throws Exception {
      pool.submit(
              () -> {
                Thread.sleep(Duration.ofMinutes(90));
                return null;
              })
          .get();
      Tasks.sleep(Duration.ofSeconds(1));
      throw new AssertionFailedError("no", 1, 2);
    }
  }

  @Test
  void theTestsOwnExceptionArrivesWithATableOfTheLastSteps() {
    Throwable failure = Kit.failureOf(Compares.class);

    assertEquals(2, assertInstanceOf(AssertionFailedError.class, failure).getActual().getValue());
    assertTable(
        Kit.report(failure),
        "the last steps in virtual time",
        "     time  task      what it did",
        "       0s  test      parks ",
        "       0s  thread-1  parks",
        "   1h 30m  thread-1  ends",
        "   1h 30m  test      sleeps ",
        "1h 30m 1s  test      fails ");
    assertEquals(0, failure.getSuppressed()[0].getStackTrace().length);
  }

  static class ThrowsAnything {
    static final List<Throwable> THROWN = new ArrayList<>();

    private static <T extends Throwable> T thrown(T exception) {
      THROWN.add(exception);
      return exception;
    }

    @HeddleTest
    void checked() throws Exception {
      throw thrown(new java.io.IOException("checked"));
    }

    @HeddleTest
    void cancellation() {
      throw thrown(new CancellationException("mine"));
    }

    @HeddleTest
    void interruption() throws Exception {
      throw thrown(new InterruptedException("mine"));
    }

    @HeddleTest
    void error() {
      throw thrown(new StackOverflowError("mine"));
    }

    @HeddleTest
    void notEvenAnException() throws Throwable {
      throw thrown(new Throwable("mine"));
    }
  }

  @Test
  void anythingThrownArrivesAsItIs() {
    ThrowsAnything.THROWN.clear();
    List<Throwable> failures = Kit.failures(Kit.run(ThrowsAnything.class));

    assertEquals(5, failures.size());
    for (int i = 0; i < 5; i++) {
      assertSame(ThrowsAnything.THROWN.get(i), failures.get(i));
    }
  }

  static class Steps {
    @HeddleTest
    @ShownSteps(2)
    void two() {
      for (int i = 0; i < 5; i++) {
        Tasks.yieldNow();
      }
      throw new IllegalStateException("after 5 turns");
    }
  }

  @Test
  void aTableIsAsLongAsAskedFor() {
    assertTable(
        Kit.report(Kit.failureOf(Steps.class)),
        "the last steps in virtual time",
        "(4 earlier steps left out)",
        "time  task  what it did",
        "  0s  two   yields",
        "  0s  two   fails ");
  }

  /** Each line has to begin as expected; what a step did is the harness's to say. */
  private static void assertTable(String table, String... lines) {
    assertLinesMatch(
        Stream.of(lines).map(line -> Pattern.quote(line) + ".*").toList(), table.lines().toList());
  }

  static class NoSteps {
    @HeddleTest
    @ShownSteps(0)
    void none() {
      throw new IllegalStateException();
    }
  }

  @Test
  void aTableMayBeLeftOut() {
    assertEquals(0, Kit.failureOf(NoSteps.class).getSuppressed().length);
  }

  // ---- verdicts ---------------------------------------------------------------------------

  static class Deadlocks {
    static final List<String> EVENTS = new ArrayList<>();

    @HeddleTest
    void waitsForEver() throws Exception {
      try {
        new CountDownLatch(1).await();
      } finally {
        EVENTS.add("test ends");
      }
    }

    @AfterEach
    void tearDown() throws Exception {
      Thread.sleep(Duration.ofDays(1));
      EVENTS.add("tear down");
    }
  }

  /** The test's own clean-up is done before JUnit goes on, and nothing is told twice. */
  @Test
  void aDeadlockFailsTheTest() {
    Deadlocks.EVENTS.clear();
    Throwable failure = Kit.failureOf(Deadlocks.class);

    String message = assertInstanceOf(DeadlockError.class, failure).getMessage();
    assertTrue(message.contains("waitsForEver ") && message.contains("CountDownLatch"), message);
    assertTrue(message.contains("FailuresTest$Deadlocks.waitsForEver"), message);
    assertTrue(Kit.report(failure).contains("waitsForEver  parks "));
    assertEquals(1, failure.getSuppressed().length);
    assertEquals(List.of("test ends", "tear down"), Deadlocks.EVENTS);
  }

  static class StuckForGood {
    private final Object monitor = new Object();

    @HeddleTest
    void test(Loop loop) {
      Object left = monitor;
      Object right = new Object();
      loop.createTask(() -> both(left, right));
      loop.createTask(() -> both(right, left)).await();
    }

    private static Void both(Object first, Object second) throws InterruptedException {
      synchronized (first) {
        Thread.sleep(1);
        synchronized (second) {
          return null;
        }
      }
    }
  }

  @Test
  void aDeadlockThatCannotBeUndoneDoesNotKeepTheTestFromEnding() {
    Throwable failure = Kit.failureOf(StuckForGood.class);

    assertInstanceOf(DeadlockError.class, failure);
    assertTrue(failure.getMessage().contains("Task-2"), failure.getMessage());
  }

  static class Exits {
    @HeddleTest
    void test(Loop loop) {
      loop.createTask(
              () -> {
                System.exit(3);
              })
          .await();
    }
  }

  @Test
  void anExitFailsTheTestAndSparesTheJvm() {
    assertEquals(3, assertInstanceOf(ExitError.class, Kit.failureOf(Exits.class)).status());
  }

  static class Stuck {
    static volatile boolean released;
    static final List<String> EVENTS = new ArrayList<>();

    @HeddleTest
    @StallTimeout(value = 500, unit = TimeUnit.MILLISECONDS)
    void spins() {
      while (!released) {
        // it never gives way
      }
    }

    @AfterEach
    void tearDown() {
      EVENTS.add("tear down");
    }
  }

  /** What cannot be run any more says so, beside the reason. */
  @Test
  void aStepThatDoesNotEndFailsTheTest() {
    Stuck.released = false;
    Stuck.EVENTS.clear();
    Throwable failure;
    try {
      failure = Kit.failureOf(Stuck.class);
    } finally {
      Stuck.released = true;
    }

    assertEquals("spins", failure.getStackTrace()[0].getMethodName());
    assertEquals(List.of(), Stuck.EVENTS);
    assertGivenUp(failure);
  }

  static class StuckForAWhile {
    @HeddleTest
    @StallTimeout(value = 500, unit = TimeUnit.MILLISECONDS)
    void spins() {
      while (!Thread.currentThread().isInterrupted()) {
        // it does not give way
      }
    }

    @AfterEach
    void tearDown() {
      Stuck.EVENTS.add("tear down");
    }
  }

  /** What is given up stays so, even if it comes to its senses. */
  @Test
  void aStepThatEndsTooLateFailsTheTestToo() {
    Stuck.EVENTS.clear();

    assertGivenUp(Kit.failureOf(StuckForAWhile.class));
    assertEquals(List.of(), Stuck.EVENTS);
  }

  private static void assertGivenUp(Throwable failure) {
    assertInstanceOf(BlockedError.class, failure);
    assertTrue(failure.getMessage().startsWith("Task spins has not ended a step for "));
    List<String> others =
        List.of(failure.getSuppressed()).stream()
            .filter(suppressed -> !(suppressed instanceof HeddleReport))
            .map(Throwable::getMessage)
            .toList();
    assertEquals(
        List.of(
            "Method [tearDown] was not run: the loop of this test was given up in a step that did"
                + " not end. Mend that first."),
        others);
  }

  // ---- around a test ------------------------------------------------------------------------

  static class FailsInSetUp {
    @BeforeEach
    void setUp() throws Exception {
      Thread.sleep(5);
      throw new IllegalStateException("set up");
    }

    @HeddleTest
    void test() {
      throw new AssertionError("is not run");
    }

    @AfterEach
    void tearDown() {
      throw new IllegalArgumentException("tear down");
    }
  }

  @Test
  void failuresAroundATestHaveATableToo() {
    Throwable failure = Kit.failureOf(FailsInSetUp.class);

    assertEquals("set up", failure.getMessage());
    assertTrue(Kit.report(failure).contains("5ms  setUp  fails "));
    Throwable second = failure.getSuppressed()[1];
    assertEquals("tear down", second.getMessage());
    assertTrue(Kit.report(second).contains("5ms  tearDown  fails "));
  }

  @Nested
  class ExpectedExceptions {
    @HeddleTest
    void areCaughtAsUsual() {
      assertThrows(ArithmeticException.class, () -> Math.floorDiv(1, 0));
      assertThrows(
          CancellationException.class,
          () -> {
            Tasks.currentTask().cancel();
            Tasks.yieldNow();
          });
    }
  }

  // ---- livelock ---------------------------------------------------------------------------

  static class TakesTooManySteps {
    @HeddleTest
    @StepLimit(1_000)
    void once() {
      while (true) {
        Tasks.yieldNow();
      }
    }
  }

  static class TakesTooManyStepsInEverySchedule {
    @HeddleTest(schedules = 2)
    @StepLimit(1_000)
    void explored() {
      while (true) {
        Tasks.yieldNow();
      }
    }
  }

  static class TakesTooLong {
    @HeddleTest
    @VirtualTime(limit = 1, unit = TimeUnit.HOURS)
    void test() throws Exception {
      while (true) {
        Thread.sleep(Duration.ofMinutes(1));
      }
    }
  }

  /** A test that goes round in circles ends at the limit that it says, and shows what repeats. */
  @Test
  void limitsEndTests() {
    for (Class<?> test : List.of(TakesTooManySteps.class, TakesTooManyStepsInEverySchedule.class)) {
      String steps = Kit.failureOf(test).getMessage();
      assertTrue(steps.startsWith("Livelock: the run has taken 1000 steps"), steps);
      assertTrue(steps.endsWith("\nIn a test: @StepLimit(...)."), steps);
    }
    String time = Kit.failureOf(TakesTooLong.class).getMessage();
    assertTrue(time.startsWith("Livelock: virtual time would go beyond its limit of 1h,"), time);
    assertTrue(time.contains(" test  parks for 1m\n"), time);
  }
}
