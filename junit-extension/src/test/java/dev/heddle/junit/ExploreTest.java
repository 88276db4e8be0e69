package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.DivergedError;
import dev.heddle.Loop;
import dev.heddle.Problem.Kind;
import dev.heddle.ProblemsError;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.IncompleteError;
import dev.heddle.explore.NondeterminismError;
import dev.heddle.explore.ScheduleReport;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.opentest4j.AssertionFailedError;

/** Tests that are run in many schedules. */
class ExploreTest {
  /** An account that loses a deposit if another one is made while it is on its way. */
  static final class Account {
    int balance;

    void deposit(int amount) {
      int read = balance;
      Thread.yield();
      balance = read + amount;
    }
  }

  private static String scheduleReport(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .filter(ScheduleReport.class::isInstance)
        .map(Throwable::getMessage)
        .reduce((a, b) -> fail("two reports"))
        .orElse("");
  }

  private static List<String> entries(EngineExecutionResults results) {
    return results.allEvents().reportingEntryPublished().stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .map(entry -> entry.getKeyValuePairs().get("heddle"))
        .toList();
  }

  // ---- finding and telling ------------------------------------------------------------------

  static class LosesADeposit {
    @HeddleTest(schedules = 1_000)
    void keepsTheTotal(Loop loop) {
      Account account = new Account();
      Task<?> first = loop.createTask("first", () -> deposit(account, Duration.ofSeconds(1)));
      Task<?> second = loop.createTask("second", () -> deposit(account, Duration.ofSeconds(2)));
      Task<?> third =
          loop.createTask(
              "third",
              () -> {
                first.await();
                Tasks.sleep(Duration.ofSeconds(1));
                account.deposit(1);
                return null;
              });
      Tasks.gather(List.of(first, second, third)).await();
      assertEquals(3, account.balance, "balance");
    }

    private static Object deposit(Account account, Duration after) {
      Tasks.sleep(after);
      account.deposit(1);
      return null;
    }
  }

  /**
   * The test's own exception, with the shortest schedule, what it depends on, and how to replay.
   */
  @Test
  void failsByItsOwnException() {
    AssertionFailedError failure =
        assertInstanceOf(AssertionFailedError.class, Kit.failureOf(LosesADeposit.class));

    assertEquals("balance ==> expected: <3> but was: <2>", failure.getMessage());
    assertEquals(3, failure.getExpected().getValue());
    String report = scheduleReport(failure);
    assertTrue(report.contains("It fails in the documented order"), report);
    assertEquals("", Kit.report(failure));
  }

  static class Race {
    @HeddleTest(schedules = 1_000)
    void keepsTheTotal(Loop loop) {
      Account account = new Account();
      Task<?> saver =
          loop.createTask(
              "saver",
              () -> {
                account.deposit(1);
                return null;
              });
      Task<?> late =
          loop.createTask(
              "late",
              () -> {
                Thread.yield();
                Thread.yield();
                account.deposit(1);
                return null;
              });
      Tasks.gather(List.of(saver, late)).await();
      assertEquals(2, account.balance, "balance");
    }
  }

  /** The report, to the letter. */
  @Test
  void report() {
    Throwable failure = Kit.failureOf(Race.class);
    assertEquals(
        """
        Schedule 7 failed, 2 deviations from the documented order; with fewer it does not fail this way.
          step 2: late goes before saver
          step 3: late goes before saver
        It passes if saver goes before late at step 3.

        step  time  keepsTheTotal                                          late                             saver
           1    0s  awaits gather of [saver, late] (ExploreTest.java:NN)
           2    0s                                                         » yields (ExploreTest.java:NN)
           3    0s                                                         » yields (ExploreTest.java:NN)
           4    0s                                                                                          yields (ExploreTest.java:NN)
           5    0s                                                         yields (ExploreTest.java:NN)
           6    0s                                                                                          returns
           7    0s                                                         returns
           8    0s  fails with AssertionFailedError
        replay: @HeddleTest(replay = "TOKEN") or -Dheddle.replay=TOKEN""",
        scheduleReport(failure)
            .replaceAll("java:\\d+", "java:NN")
            .replaceAll("h1\\.[\\w-]+", "TOKEN"));
  }

  /** The line of the report replays the failure: by annotation or by configuration. */
  @Test
  void replays() {
    Throwable failure = Kit.failureOf(Race.class);
    String token = tokenOf(failure);
    Throwable again = Kit.failureOf(Race.class, "heddle.replay", token);

    assertEquals(failure.getMessage(), again.getMessage());
    assertEquals("", scheduleReport(again));
    assertTrue(Kit.report(again).contains("keepsTheTotal  fails with AssertionFailedError"));
  }

  private static String tokenOf(Throwable failure) {
    String report = scheduleReport(failure);
    assertTrue(report.strip().lines().toList().getLast().startsWith("replay: @HeddleTest(replay"));
    return report.substring(report.lastIndexOf("heddle.replay=") + 14).strip();
  }

  /** A bug that depends on the order passes in the documented one: a blind harness misses it. */
  @Test
  void passesInTheDocumentedOrder() {
    Kit.passes(1, Race.class, "heddle.schedules", "1");
    Kit.passes(1, Race.class, "heddle.policy", "fifo");
  }

  // ---- lifecycle ----------------------------------------------------------------------------

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

  /** Who asks for one instance for all tests gets it for all schedules. */
  @Test
  void oneInstanceForTheClass() {
    INSTANCES.clear();
    Kit.passes(1, OneInstance.class);
    assertEquals(1, INSTANCES.size());
    assertEquals(20, ((OneInstance) INSTANCES.iterator().next()).runs.get());
  }

  static class Templates {
    @Heddle(schedules = 5)
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void parameterised(int number, Clock clock) throws InterruptedException {
      Thread.sleep(number);
      assertEquals(Instant.parse("2000-01-01T00:00:00Z").plusMillis(number), clock.instant());
      CALLS.add("parameter " + number);
    }

    @Heddle(schedules = 5)
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
    assertEquals(5, Collections.frequency(CALLS, "parameter 2"));
    assertEquals(10, Collections.frequency(CALLS, "repetition"));
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

    @HeddleTest(schedules = 10, policy = "random", seed = 3)
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

  // ---- exhaustive ---------------------------------------------------------------------------

  static class Small {
    @HeddleTest(exhaustive = true)
    void all(Loop loop) {
      grid(loop, 3, 2);
    }

    @HeddleTest(within = 1)
    void bounded(Loop loop) {
      grid(loop, 3, 2);
    }
  }

  static class Large {
    @HeddleTest(exhaustive = true, schedules = 50)
    void tooMany(Loop loop) {
      grid(loop, 4, 3);
    }
  }

  private static void grid(Loop loop, int tasks, int steps) {
    List<Task<?>> all = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      all.add(
          loop.createTask(
              () -> {
                for (int step = 1; step < steps; step++) {
                  Thread.yield();
                }
                return null;
              }));
    }
    Tasks.gather(all).await();
  }

  /** A complete search says how many schedules there are. */
  @Test
  void exhaustive() {
    assertEquals(
        List.of("All 10 schedules with at most 1 deviation passed.", "All 90 schedules passed."),
        entries(Kit.run(Small.class)).stream().sorted().toList());
  }

  /** A truncated search is no pass. */
  @Test
  void incomplete() {
    Throwable failure = Kit.failureOf(Large.class);
    assertInstanceOf(IncompleteError.class, failure);
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "INCOMPLETE: 50 schedules passed, but the search ended before it had run all,"
                    + " because it has run its 50 schedules. There are about "),
        failure.getMessage());
  }

  static class Accepted {
    @HeddleTest(exhaustive = true, schedules = 50, acceptIncomplete = true)
    void tooMany(Loop loop) {
      grid(loop, 4, 3);
    }

    @HeddleTest(exhaustive = true, time = "PT0.2S", acceptIncomplete = true)
    void tooLong(Loop loop) {
      grid(loop, 5, 4);
    }
  }

  /** Unless that is accepted. */
  @Test
  void incompleteButAccepted() {
    Kit.passes(2, Accepted.class);
    entries(Kit.run(Accepted.class)).forEach(e -> assertTrue(e.startsWith("INCOMPLETE: "), e));
  }

  // ---- policies -----------------------------------------------------------------------------

  /** Counts who uses it. */
  public static final class Counting implements Policy {
    static final AtomicInteger MADE = new AtomicInteger();
    static final AtomicInteger ASKED = new AtomicInteger();

    /** One for each carrier. */
    public Counting(long seed) {
      assertEquals(42, seed == 0 ? 42 : seed);
      MADE.incrementAndGet();
    }

    @Override
    public int choose(Decision decision) {
      ASKED.incrementAndGet();
      return decision.size() - 1;
    }
  }

  static class OwnPolicy {
    @HeddleTest(schedules = 3, policyClass = Counting.class, seed = 42)
    void byClass(Loop loop) {
      grid(loop, 2, 2);
    }
  }

  static class OneRun {
    @HeddleTest(policy = "lifo")
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
    Kit.passes(1, OwnPolicy.class);
    assertTrue(Counting.MADE.get() >= 1 && Counting.ASKED.get() > 0);
    Kit.passes(1, OneRun.class);
  }

  static class TimeoutMayWin {
    @HeddleTest(schedules = 200, timeMayPass = true)
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
  void timeMayPass() {
    Throwable failure = Kit.failureOf(TimeoutMayWin.class);
    assertInstanceOf(TimeoutException.class, failure);
    assertTrue(scheduleReport(failure).contains("time goes before"), scheduleReport(failure));
  }

  /** Configuration parameters change what explores, and nothing else. */
  @Test
  void configuration() {
    assertTrue(
        entries(Kit.run(OneInstance.class, "heddle.schedules", " 33 "))
            .get(0)
            .startsWith("33 schedules passed"));
    assertTrue(
        entries(Kit.run(OneInstance.class, "heddle.time", "PT0.000000001S"))
            .get(0)
            .contains("its time is over"));
    assertTrue(
        entries(Kit.run(OneInstance.class, "heddle.policy", "random", "heddle.seed", "7"))
            .get(0)
            .startsWith("20 schedules passed"));
    Kit.passes(1, ExampleOnce.class, "heddle.schedules", "500", "heddle.policy", "lifo");
    assertEquals(1, ExampleOnce.RUNS.get());
  }

  static class ExampleOnce {
    static final AtomicInteger RUNS = new AtomicInteger();

    @HeddleTest
    void test() {
      RUNS.incrementAndGet();
    }
  }

  static class OnTwo {
    @HeddleTest(exhaustive = true, carriers = 2)
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
        entries(Kit.run(OnTwo.class)), entries(Kit.run(OnTwo.class, "heddle.carriers", "1")));
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
    @Timeout(1)
    void test(Loop loop) {
      grid(loop, 2, 2);
    }
  }

  /** JUnit's own timeout ends an exploration. */
  @Test
  void timeout() {
    Throwable failure = Kit.failureOf(Endless.class);
    assertInstanceOf(TimeoutException.class, failure);
  }

  // ---- replay -------------------------------------------------------------------------------

  /** The test that a token was made with, and edited ones. */
  static class Replayed {
    static int tasks = 2;

    @HeddleTest(schedules = 100)
    void test(Loop loop) {
      List<Integer> order = new ArrayList<>();
      List<Task<?>> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int number = i;
        all.add(loop.createTask(() -> order.add(number)));
      }
      Tasks.gather(all).await();
      if (tasks == 2) {
        assertEquals(0, order.get(0), "first");
      }
    }
  }

  /** After an edit the first divergence is named; as much as fits may be replayed. */
  @Test
  void replayOfAnEditedTest() {
    Replayed.tasks = 2;
    String token = tokenOf(Kit.failureOf(Replayed.class));
    Replayed.tasks = 3;
    try {
      Throwable failure = Kit.failureOf(Replayed.class, "heddle.replay", token);
      assertInstanceOf(DivergedError.class, failure);
      assertTrue(
          failure
              .getMessage()
              .contains("takes option 1 of 2, and the program offers, at step 1, 3"),
          failure.getMessage());
      List<String> entries =
          entries(Kit.run(Replayed.class, "heddle.replay", token, "heddle.replayWhatFits", "true"));
      assertTrue(
          entries.get(0).endsWith("0 of its 1 deviations matched before that."), entries.get(0));
      Replayed.tasks = 1;
      assertInstanceOf(DivergedError.class, Kit.failureOf(Replayed.class, "heddle.replay", token));
    } finally {
      Replayed.tasks = 2;
    }
  }

  static class Annotated {
    @HeddleTest(replay = "h1.AAAA")
    void test() {}
  }

  // ---- misuse -------------------------------------------------------------------------------

  static class Factory {
    @Heddle(schedules = 3)
    @TestFactory
    List<DynamicTest> tests() {
      return List.of();
    }
  }

  static class Contradiction {
    @HeddleTest(exhaustive = true, policy = "pct")
    void test() {}
  }

  static class NegativeSchedules {
    @HeddleTest(schedules = -1)
    void test() {}
  }

  static class NegativeBound {
    @HeddleTest(within = -2)
    void test() {}
  }

  static class NegativeCarriers {
    @HeddleTest(schedules = 2, carriers = -2)
    void test() {}
  }

  static class NoTime {
    @HeddleTest(time = "soon")
    void test() {}
  }

  static class NoPolicy {
    @HeddleTest(schedules = 2, policy = "fair")
    void test() {}
  }

  static class NoConstructor {
    /** Not one that Heddle can make. */
    public record Given(String text) implements Policy {
      @Override
      public int choose(Decision decision) {
        return 0;
      }
    }

    @HeddleTest(schedules = 2, policyClass = Given.class)
    void test() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstanceOnTwo {
    @HeddleTest(schedules = 2, carriers = 2)
    void test() {}
  }

  private static void assertMisuse(Class<?> fixture, String message) {
    Throwable failure = Kit.failureOf(fixture);
    String prefix = "Configuration error: ";
    assertTrue(failure.getMessage().startsWith(prefix), failure.getMessage());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  /** Every misuse says what to write instead. */
  @Test
  void misuse() {
    assertMisuse(Factory.class, "cannot be run in more than one schedule");
    assertMisuse(Contradiction.class, "Each of them says which schedules to run: keep one.");
    assertMisuse(NegativeSchedules.class, "must be a positive number, and is [-1].");
    assertMisuse(NegativeBound.class, "must be a number of deviations, 0 or more, and is [-2].");
    assertMisuse(NegativeCarriers.class, "must be a positive number, and is [-2].");
    assertMisuse(NoTime.class, "must be a positive duration, such as PT30S, and is [soon].");
    assertMisuse(NoPolicy.class, "There is no policy [fair]. There are: portfolio");
    assertMisuse(NoConstructor.class, "has no constructor that takes a long, its seed, or nothing");
    assertMisuse(OneInstanceOnTwo.class, "its class has one instance for all runs");
    assertMisuse(Annotated.class, "must be the token of a schedule (Token [h1.AAAA] is too short");
  }

  // ---- what failed before -------------------------------------------------------------------

  /** A bug that can be mended. */
  static class Mendable {
    static boolean mended;
    static final AtomicInteger RUNS = new AtomicInteger();

    @HeddleTest(schedules = 200)
    void test(Loop loop) {
      RUNS.incrementAndGet();
      List<Integer> order = new ArrayList<>();
      Task<?> a = loop.createTask(() -> order.add(1));
      Task<?> b = loop.createTask(() -> order.add(2));
      Task<?> c = loop.createTask(() -> order.add(3));
      Tasks.gather(List.of(a, b, c)).await();
      assertTrue(mended || !order.equals(List.of(3, 2, 1)), "order");
    }
  }

  /** A failing schedule is kept, tried first next time, and forgotten when it passes. */
  @Test
  void failuresAreKept(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/failures.txt");
    String name = file.toString();
    Mendable.mended = false;
    Mendable.RUNS.set(0);
    Throwable failure = Kit.failureOf(Mendable.class, "heddle.failures", name);
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("# Schedules under which tests failed"));
    assertTrue(lines.get(1).startsWith(tokenOf(failure) + "\t[engine:junit-jupiter]/"));
    assertTrue(
        lines.get(1).endsWith("AssertionFailedError: order ==> expected: <true> but was: <false>"));

    Throwable again = Kit.failureOf(Mendable.class, "heddle.failures", name);
    assertTrue(
        scheduleReport(again).startsWith("A schedule that failed before failed again, 2"),
        scheduleReport(again));
    assertEquals(lines, Files.readAllLines(file));

    Mendable.mended = true;
    try {
      Mendable.RUNS.set(0);
      Kit.passes(1, Mendable.class, "heddle.failures", name);
      assertEquals(201, Mendable.RUNS.get());
      assertEquals(lines.subList(0, 1), Files.readAllLines(file));
    } finally {
      Mendable.mended = false;
    }
  }

  /** Damaged lines are told and kept; a foreign file is told and left alone; neither is a crash. */
  @Test
  void damagedFiles(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("failures.txt");
    Kit.failureOf(Mendable.class, "heddle.failures", file.toString());
    String good = Files.readString(file);
    String id = good.split("\t", -1)[1];
    String damaged = good + "h1.xx\t" + id + "\tno token\nnonsense\n\n# a note\n";
    Files.writeString(file, damaged);
    assertTrue(
        scheduleReport(Kit.failureOf(Mendable.class, "heddle.failures", file.toString()))
            .startsWith("A schedule that failed before"));
    assertTrue(Files.readString(file).contains("h1.xx\t" + id + "\tno token\nnonsense\n"));

    for (byte[] foreign :
        List.of(
            "my notes\n".getBytes(StandardCharsets.UTF_8),
            new byte[] {-1, -2, 0, 1},
            new byte[100_000])) {
      Files.write(file, foreign);
      Kit.failureOf(Mendable.class, "heddle.failures", file.toString());
      assertEquals(-1, Arrays.mismatch(foreign, Files.readAllBytes(file)));
    }
    Kit.failureOf(Mendable.class, "heddle.failures", folder.toString());
  }
}
