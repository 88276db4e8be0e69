package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.testing.HeddleReport;
import dev.heddle.testing.StallTimeout;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.Problem.Kind;
import dev.heddle.verdict.ProblemsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What goes wrong beside a test fails it, unless it says otherwise. */
class ProblemsTest {
  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  // ---- each kind --------------------------------------------------------------------------

  static class LeavesATask {
    static final List<String> EVENTS = new ArrayList<>();

    @HeddleTest
    void test(Loop loop) {
      loop.createTask(
          "poller",
          () -> {
            try {
              Tasks.sleep(Duration.ofHours(1));
            } finally {
              EVENTS.add("cleaned up");
            }
          });
      Tasks.yieldNow();
    }
  }

  @Test
  void aTaskThatIsLeftOverIsReportedAndCancelled() {
    LeavesATask.EVENTS.clear();
    ProblemsError error = problemsOf(LeavesATask.class);

    List<String> lines = error.getMessage().lines().toList();
    assertEquals("The test left a problem:", lines.get(0));
    assertStartsWith(
        "  LEFT_PENDING: task poller was still pending: its last step sleeps ", lines.get(1));
    assertEquals(
        "Await, join, close or catch it in the test. If it is intended, allow it:"
            + " tolerate(LEFT_PENDING).",
        lines.get(2));
    assertEquals("In a test: @Tolerate(LEFT_PENDING).", lines.get(3));
    assertEquals(List.of("cleaned up"), LeavesATask.EVENTS);
    assertTrue(Kit.report(error).endsWith("test    returns\n"), "the table ends with the test");
  }

  static class RefusesToEnd {
    @HeddleTest
    void test(Loop loop) {
      CountDownLatch never = new CountDownLatch(1);
      loop.createTask(
          "stubborn",
          () -> {
            while (true) {
              try {
                never.await();
              } catch (InterruptedException | CancellationException e) {
                // Goes on.
              }
            }
          });
      Tasks.yieldNow();
    }
  }

  @Test
  void aTaskThatRefusesToEndIsReportedOnce() {
    ProblemsError error = problemsOf(RefusesToEnd.class);

    assertEquals(List.of(Kind.LEFT_PENDING, Kind.SHUTDOWN), kinds(error));
    assertInstanceOf(dev.heddle.verdict.DeadlockError.class, error.getCause());
  }

  static class LeavesAThread {
    @HeddleTest
    void test() throws Exception {
      Thread.ofVirtual().name("worker").start(() -> sleepUninterrupted(Duration.ofHours(1)));
      Thread.sleep(1);
    }
  }

  private static void sleepUninterrupted(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw new IllegalStateException("was interrupted", e);
    }
  }

  @Test
  void aThreadThatIsLeftOverIsReported() {
    String message = problemsOf(LeavesAThread.class, Kind.LEFT_RUNNING).getMessage();

    assertTrue(message.contains("LEFT_RUNNING: worker "), message);
    assertTrue(message.contains("ProblemsTest.sleepUninterrupted"), message);
  }

  static class LeavesAPool {
    @HeddleTest
    void test(ThreadFactory threads) throws Exception {
      Executors.newFixedThreadPool(3, threads).submit(() -> "done").get();
    }
  }

  @Test
  void anExecutorOfTheTestsOwnHasToBeShutDown() {
    assertStartsWith(
        "ThreadPoolExecutor with 1 thread (thread-1)",
        problemsOf(LeavesAPool.class, Kind.LEFT_RUNNING).problems().get(0).message());
  }

  static class LeavesTasksInACircle {
    @HeddleTest
    void test(Loop loop) {
      List<Task<?>> tasks = new ArrayList<>();
      tasks.add(loop.createTask("a", () -> tasks.get(1).await()));
      tasks.add(loop.createTask("b", () -> tasks.get(0).await()));
      Tasks.yieldNow();
    }
  }

  /** Told once, by what keeps them; a circle cannot be cancelled, as in CPython. */
  @Test
  void tasksThatWaitForEachOtherAreTold() {
    ProblemsError error = problemsOf(LeavesTasksInACircle.class, Kind.LEFT_PENDING, Kind.SHUTDOWN);

    String message = error.problems().get(0).message();
    assertStartsWith("deadlock: these wait for each other:\n  a awaits b\n", message);
    assertTrue(message.contains("\n  b awaits a\n"), message);
  }

  static class ThrowsInAThread {
    @HeddleTest
    void test() throws Exception {
      Thread.startVirtualThread(() -> fail("in a thread")).join();
    }
  }

  @Test
  void anUncaughtExceptionIsReported() {
    ProblemsError error = problemsOf(ThrowsInAThread.class, Kind.UNCAUGHT);

    assertEquals("in a thread", error.getCause().getMessage());
  }

  static class ThrowsInTasks {
    @HeddleTest
    void test(Loop loop) {
      loop.createTask("a", () -> Integer.parseInt("one"));
      loop.createTask("b", () -> Integer.parseInt("two"));
      Tasks.yieldNow();
    }
  }

  @Test
  void exceptionsThatNobodyLooksAtAreReportedInOrder() {
    ProblemsError error =
        problemsOf(ThrowsInTasks.class, Kind.NEVER_RETRIEVED, Kind.NEVER_RETRIEVED);

    assertTrue(error.getCause().getMessage().contains("one"));
    assertTrue(error.getSuppressed()[0].getMessage().contains("two"));
    String second = error.getMessage().lines().toList().get(2);
    assertStartsWith("  NEVER_RETRIEVED: ", second);
    assertTrue(second.endsWith(": java.lang.NumberFormatException: For input string: \"two\""));
  }

  static class LosesFutures {
    @HeddleTest
    void test(ExecutorService pool, ScheduledExecutorService timers) throws Exception {
      pool.submit(() -> Integer.parseInt("one"));
      CompletableFuture.runAsync(() -> Integer.parseInt("two"));
      timers.scheduleAtFixedRate(() -> Integer.parseInt("three"), 1, 1, TimeUnit.HOURS);
      Thread.sleep(Duration.ofDays(1));
    }
  }

  /** A task, a stage and a timer that die without a word do not pass. */
  @Test
  void futuresThatNobodyLooksAtAreReportedWithWhereTheyWereMade() {
    ProblemsError error =
        problemsOf(
            LosesFutures.class, Kind.NEVER_RETRIEVED, Kind.NEVER_RETRIEVED, Kind.NEVER_RETRIEVED);

    assertEquals(
        List.of(
            "The exception of a task in thread thread-1, submitted at ProblemsTest.java:N, was never"
                + " retrieved",
            "The exception of a CompletableFuture in thread ForkJoinPool.commonPool-worker-1, made"
                + " at ProblemsTest.java:N, was never retrieved",
            "A periodic task in thread thread-2, submitted at ProblemsTest.java:N, has died, and its"
                + " exception was never retrieved"),
        error.problems().stream()
            .map(problem -> problem.message().replaceAll("java:\\d+", "java:N"))
            .toList());
    assertTrue(error.getCause().getMessage().contains("one"));
  }

  static class ToleratesLostFutures {
    @HeddleTest(tolerate = Kind.NEVER_RETRIEVED)
    void test(ExecutorService pool) throws Exception {
      pool.submit(() -> Integer.parseInt("one"));
      Thread.sleep(1);
    }
  }

  @Test
  void futuresThatNobodyLooksAtCanBeTolerated() {
    Kit.passes(1, ToleratesLostFutures.class);
  }

  static class LosesAFutureInAnOrder {
    @HeddleTest(schedules = 100)
    void test(ExecutorService pool) throws Exception {
      List<Integer> divisors = new ArrayList<>(List.of(0));
      pool.submit(() -> 1 / divisors.get(0));
      divisors.set(0, 1);
      Thread.yield();
      divisors.set(0, 0);
      Thread.sleep(1);
    }
  }

  /** What is lost in some orders only is found as any failure is. */
  @Test
  void futuresThatNobodyLooksAtAreFoundInTheirOrder() {
    ProblemsError error = problemsOf(LosesAFutureInAnOrder.class, Kind.NEVER_RETRIEVED);

    assertInstanceOf(ArithmeticException.class, error.getCause());
  }

  static class NeverAwaits {
    @HeddleTest
    void test() {
      Tasks.coroutine(() -> "nobody calls");
    }
  }

  @Test
  void aCoroutineThatNobodyAwaitsIsReported() {
    problemsOf(NeverAwaits.class, Kind.NEVER_AWAITED);
  }

  static class FailsInACallback {
    @HeddleTest
    void test(Loop loop) {
      loop.callSoon(() -> fail("in a callback"));
      Tasks.yieldNow();
    }
  }

  @Test
  void aFailingCallbackIsReported() {
    problemsOf(FailsInACallback.class, Kind.CALLBACK);
  }

  static class FailsWhenCancelled {
    @HeddleTest
    void test(Loop loop) {
      loop.createTask(
          () -> {
            try {
              Tasks.sleep(Duration.ofHours(1));
            } finally {
              fail("cleaning up");
            }
          });
      Tasks.yieldNow();
    }
  }

  @Test
  void aFailingCleanUpIsReported() {
    ProblemsError error = problemsOf(FailsWhenCancelled.class, Kind.LEFT_PENDING, Kind.SHUTDOWN);

    assertEquals("cleaning up", error.getCause().getMessage());
  }

  static class LeavesMuch {
    @HeddleTest
    void test(Loop loop) {
      Tasks.coroutine(() -> "nobody calls");
      loop.callSoon(() -> fail("in a callback"));
      Tasks.yieldNow();
    }
  }

  @Test
  void theMessageNamesAllKindsForTheAnnotation() {
    String message = problemsOf(LeavesMuch.class).getMessage();

    assertTrue(message.startsWith("The test left 2 problems:"), message);
    assertTrue(message.endsWith("\nIn a test: @Tolerate({CALLBACK, NEVER_AWAITED})."), message);
  }

  static class LeavesMany {
    @HeddleTest
    void test(Loop loop) {
      for (int i = 0; i < 100; i++) {
        loop.createTask(() -> new CountDownLatch(1).await(1, TimeUnit.DAYS));
      }
    }
  }

  @Test
  void aMessageStaysReadable() {
    ProblemsError error = problemsOf(LeavesMany.class);

    assertEquals(100, error.problems().size());
    List<String> lines = error.getMessage().lines().toList();
    assertEquals(1 + 20 + 3, lines.size());
    assertEquals("The test left 100 problems:", lines.get(0));
    assertStartsWith(
        "  LEFT_PENDING: task Task-20 was still pending: its last step parks", lines.get(20));
    assertEquals("  and 80 more", lines.get(21));
  }

  // ---- tolerance --------------------------------------------------------------------------

  @Nested
  class Tolerated {
    @HeddleTest(tolerate = Kind.LEFT_PENDING)
    void task(Loop loop) {
      new LeavesATask().test(loop);
    }

    @HeddleTest(tolerate = Kind.LEFT_RUNNING)
    void thread() throws Exception {
      new LeavesAThread().test();
    }

    @HeddleTest(tolerate = {Kind.NEVER_AWAITED, Kind.CALLBACK})
    void many(Loop loop) {
      new LeavesMuch().test(loop);
    }
  }

  static class ToleratesAnother {
    @HeddleTest(tolerate = Kind.NEVER_AWAITED)
    void test(Loop loop) {
      new LeavesMuch().test(loop);
    }
  }

  @Test
  void onlyWhatIsNamedIsTolerated() {
    problemsOf(ToleratesAnother.class, Kind.CALLBACK);
  }

  // ---- beside a failure -------------------------------------------------------------------

  static class FailsAndLeaks {
    @HeddleTest
    void test(Loop loop) {
      new LeavesATask().test(loop);
      fail("the test itself");
    }
  }

  @Test
  void problemsOfAFailedTestAreSuppressed() {
    Throwable failure = Kit.failureOf(FailsAndLeaks.class);

    assertEquals("the test itself", failure.getMessage());
    assertInstanceOf(HeddleReport.class, failure.getSuppressed()[0]);
    Throwable problems = failure.getSuppressed()[1];
    assertEquals(
        List.of(Kind.LEFT_PENDING), kinds(assertInstanceOf(ProblemsError.class, problems)));
    assertEquals("", Kit.report(problems), "the table is there already");
  }

  // ---- what is no problem -----------------------------------------------------------------

  /** What is about to end may do so, though the test does not wait for it. */
  @HeddleTest
  void aTaskThatNeedsNoTimeMayEndAfterTheTest(Loop loop) {
    Task<?> cancelled = loop.createTask(() -> new CountDownLatch(1).await(1, TimeUnit.DAYS));
    loop.createTask(
        () -> {
          for (int turn = 0; turn < 50; turn++) {
            Tasks.yieldNow();
          }
        });
    Tasks.yieldNow();
    cancelled.cancel();
  }

  @HeddleTest
  void workInTheInjectedExecutorsIsEnded(ExecutorService pool, ScheduledExecutorService scheduler)
      throws Exception {
    scheduler.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);
    scheduler.schedule(() -> fail("is never run"), 2, TimeUnit.DAYS);
    pool.submit(() -> new CountDownLatch(1).await(1, TimeUnit.DAYS));
    Thread.sleep(Duration.ofMinutes(1));
  }

  /** An end by the interrupt that was to end it is no uncaught exception. */
  @HeddleTest
  void workInTheInjectedExecutorsMayEndByItsInterrupt(ExecutorService pool) throws Exception {
    pool.execute(() -> Tasks.sleep(Duration.ofDays(1)));
    pool.execute(() -> sleepUninterrupted(Duration.ofDays(1)));
    Thread.sleep(1);
  }

  static class ClosesItsPool {
    static final List<Boolean> TERMINATED = new ArrayList<>();

    @HeddleTest
    void test(ExecutorService pool, ScheduledExecutorService scheduler) throws Exception {
      pool.submit(() -> Tasks.yieldNow()).get();
      scheduler.submit(() -> Tasks.yieldNow()).get();
    }

    @AfterEach
    void tearDown(ExecutorService pool, ScheduledExecutorService scheduler) {
      pool.close();
      scheduler.close();
      TERMINATED.add(pool.isTerminated() && scheduler.isTerminated());
    }
  }

  @Test
  void aTestMayCloseTheInjectedExecutorsItself() {
    ClosesItsPool.TERMINATED.clear();
    Kit.passes(1, ClosesItsPool.class);

    assertEquals(List.of(true), ClosesItsPool.TERMINATED);
  }

  static class KeepsThePoolBusy {
    @HeddleTest
    void test(ExecutorService pool) throws Exception {
      pool.submit(
          () -> {
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
              try {
                never.await();
              } catch (InterruptedException e) {
                // Goes on.
              }
            }
          });
      Thread.sleep(1);
    }
  }

  @Test
  void workThatIgnoresItsInterruptIsALeak() {
    problemsOf(KeepsThePoolBusy.class, Kind.LEFT_RUNNING);
  }

  static class Spins {
    @HeddleTest
    @StallTimeout(value = 500, unit = TimeUnit.MILLISECONDS)
    void test(ExecutorService pool) {
      pool.submit(
          () -> {
            while (true) {
              Thread.yield();
            }
          });
      Tasks.yieldNow();
    }
  }

  /** Time cannot move while something is ready, so the end of a test is limited in real time. */
  @Test
  void workThatNeverRestsDoesNotKeepTheTestFromEnding() {
    ProblemsError error = problemsOf(Spins.class);

    assertTrue(kinds(error).contains(Kind.LEFT_RUNNING), error.getMessage());
    assertSame(false, Thread.currentThread().isInterrupted());
  }

  static class ParksForEver {
    @HeddleTest
    void test(Loop loop) {
      loop.createTask(
          () -> {
            while (true) {
              LockSupport.park();
            }
          });
      Tasks.yieldNow();
    }
  }

  /** What is left is told, and that it takes no notice of its end: two lines, and no more. */
  @Test
  void workThatParksForEver() {
    ProblemsError error = problemsOf(ParksForEver.class, Kind.LEFT_PENDING, Kind.SHUTDOWN);

    LivelockError why = assertInstanceOf(LivelockError.class, error.getCause());
    assertStartsWith("Livelock: Task-1 parks again and again", why.getMessage());
  }

  static class SleepsForEver {
    @HeddleTest
    void test(Loop loop) {
      loop.createTask(
          () -> {
            while (true) {
              try {
                Thread.sleep(1_000);
              } catch (InterruptedException e) {
                // Goes on.
              }
            }
          });
      Tasks.yieldNow();
    }
  }

  @Test
  void workThatSleepsForEver() {
    ProblemsError error = problemsOf(SleepsForEver.class, Kind.LEFT_PENDING, Kind.SHUTDOWN);

    assertStartsWith(
        "Livelock: the main task has ended, and 1000000 steps later what it has left has not.",
        String.valueOf(error.getCause().getMessage()));
  }

  static class CleansUp {
    static final List<String> EVENTS = new ArrayList<>();

    @HeddleTest
    void test(ExecutorService pool, Loop loop) {
      pool.submit(
          () -> {
            try {
              new CountDownLatch(1).await();
            } finally {
              Thread.sleep(Duration.ofSeconds(59));
              EVENTS.add("cleaned up at " + loop.time());
            }
            return null;
          });
      Tasks.yieldNow();
    }
  }

  /** Near miss: what is interrupted at the end may wait in its clean-up. */
  @Test
  void workThatCleansUpIsWaitedFor() {
    CleansUp.EVENTS.clear();
    Kit.passes(1, CleansUp.class);

    assertEquals(List.of("cleaned up at PT59S"), CleansUp.EVENTS);
  }

  private static void assertStartsWith(String start, String line) {
    assertEquals(start, line.substring(0, Math.min(start.length(), line.length())));
  }

  private static ProblemsError problemsOf(Class<?> fixture, Kind... kinds) {
    ProblemsError error = assertInstanceOf(ProblemsError.class, Kit.failureOf(fixture));
    if (kinds.length > 0) {
      assertEquals(List.of(kinds), kinds(error));
    }
    return error;
  }

  private static List<Kind> kinds(ProblemsError error) {
    return error.problems().stream().map(Problem::kind).toList();
  }
}
