package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What nobody awaits is told, at the latest when the loop closes. */
class ProblemsTest {
  private final List<Problem> problems = new ArrayList<>();

  private List<Problem.Kind> kinds() {
    return problems.stream().map(Problem::kind).toList();
  }

  private void run(Loop.Body<?> body) {
    Loop.builder().problems(problems::add).run(body);
  }

  /** A coroutine object that is neither awaited nor closed. */
  @Test
  void neverAwaited() {
    run(
        loop -> {
          Coroutine.of("forgotten", () -> 1);
          Coroutine.of("closed", () -> 1).close();
          return Coroutine.of("awaited", () -> 1).await();
        });
    assertEquals(List.of(Problem.Kind.NEVER_AWAITED), kinds());
    assertEquals("coroutine 'forgotten' was never awaited", problems.get(0).message());
  }

  /** An exception that nobody looked at; one that was looked at is not told. */
  @Test
  void neverRetrieved() {
    run(
        loop -> {
          Task<?> lost = loop.createTask("lost", ProblemsTest::fail);
          Task<?> seen = loop.createTask("seen", ProblemsTest::fail);
          Tasks.waitAll(List.of(lost, seen));
          assertTrue(lost.isExceptionUnretrieved());
          return seen.exception();
        });
    assertEquals(List.of(Problem.Kind.NEVER_RETRIEVED), kinds());
    assertEquals("The exception of lost was never retrieved", problems.get(0).message());
    assertEquals("lost is the thread", problems.get(0).exception().getMessage());
  }

  private static Object fail() throws Exception {
    throw new Exception(Thread.currentThread().getName() + " is the thread");
  }

  /** A callback that fails is told at once, and the loop goes on. */
  @Test
  void callbackFails() {
    run(
        loop -> {
          loop.callSoon(
              () -> {
                throw new IllegalArgumentException("in callback");
              });
          Tasks.yieldNow();
          assertEquals(List.of(Problem.Kind.CALLBACK), kinds());
          return null;
        });
    assertTrue(problems.get(0).message().startsWith("Exception in callback ProblemsTest"));
  }

  /** A thread that code under test started and that ends with an exception. */
  @Test
  void uncaughtException() {
    run(
        loop -> {
          Thread thread =
              Thread.ofVirtual()
                  .name("worker")
                  .start(
                      () -> {
                        throw new IllegalArgumentException("in thread");
                      });
          thread.join();
          Thread ours =
              loop.threadFactory()
                  .newThread(
                      () -> {
                        throw new IllegalArgumentException("in our thread");
                      });
          ours.start();
          ours.join();
          return null;
        });
    assertEquals(List.of(Problem.Kind.UNCAUGHT, Problem.Kind.UNCAUGHT), kinds());
    assertEquals("Thread worker ended with an exception", problems.get(0).message());
    assertEquals("in thread", problems.get(0).exception().getMessage());
  }

  /** A handler of the thread's own goes first. */
  @Test
  void ownHandlerOfUncaughtException() {
    List<String> handled = new ArrayList<>();
    run(
        loop -> {
          Thread thread =
              Thread.ofVirtual()
                  .uncaughtExceptionHandler((t, e) -> handled.add(e.getMessage()))
                  .start(
                      () -> {
                        throw new IllegalArgumentException("mine");
                      });
          thread.join();
          return null;
        });
    assertEquals(List.of("mine"), handled);
    assertEquals(List.of(), problems);
  }

  /** A thread that outlives the run is told; who wakes it later wakes a thread of the JVM. */
  @Test
  void threadOutlivesTheRun() throws InterruptedException {
    Thread[] left = new Thread[1];
    boolean[] ran = new boolean[1];
    run(
        loop -> {
          left[0] =
              Thread.ofVirtual()
                  .name("left")
                  .start(
                      () -> {
                        LockSupport.park();
                        ran[0] = true;
                      });
          Tasks.yieldNow();
          return null;
        });
    assertEquals(List.of(Problem.Kind.LEFT_RUNNING), kinds());
    assertTrue(problems.get(0).message().startsWith("left is parked"), problems.get(0).message());
    assertTrue(problems.get(0).message().endsWith("was running when its loop was closed"));
    LockSupport.unpark(left[0]);
    left[0].join();
    assertTrue(ran[0]);
  }

  /** A task that is pending when its loop is closed by hand is told; nothing of it runs. */
  @Test
  void pendingAtClose() {
    List<String> log = new ArrayList<>();
    Loop loop = Loop.builder().problems(problems::add).build();
    loop.runUntilComplete(
        Coroutine.of(
            () -> {
              loop.createTask(
                  "sleeper",
                  () -> {
                    try {
                      Tasks.sleep(Duration.ofDays(1));
                    } finally {
                      log.add("never");
                    }
                  });
              Tasks.yieldNow();
            }));
    loop.close();
    assertEquals(List.of(Problem.Kind.LEFT_PENDING), kinds());
    assertEquals(List.of(), log);
  }

  /** The loop says which tasks were dropped unawaited. */
  @Test
  void droppedTasks() {
    Loop[] ended = new Loop[1];
    run(
        loop -> {
          ended[0] = loop;
          loop.createTask("done", () -> 1).await();
          loop.createTask("asleep", () -> spendAsleep(1));
          loop.createTask("ends in its first step", () -> 1);
          assertEquals(List.of(), loop.droppedTasks());
          return null;
        });
    assertEquals(List.of("asleep"), ended[0].droppedTasks().stream().map(Task::getName).toList());
  }

  private static Object spendAsleep(int days) {
    Tasks.sleep(Duration.ofDays(days));
    return null;
  }

  /** A task that is left over and fails in its clean-up is told. */
  @Test
  void failsDuringShutdown() {
    run(
        loop -> {
          loop.createTask(
              "careless",
              () -> {
                try {
                  Tasks.sleep(Duration.ofDays(1));
                } finally {
                  fail();
                }
              });
          Tasks.yieldNow();
          return null;
        });
    assertEquals(List.of(Problem.Kind.SHUTDOWN), kinds());
    assertTrue(problems.get(0).message().endsWith("in careless"));
  }

  /** Debug mode tells steps that take much virtual time, from a threshold on. */
  @Test
  void slowSteps() {
    Loop.builder()
        .debug(true)
        .problems(problems::add)
        .run(
            loop -> {
              loop.createTask("short", () -> spend(99)).await();
              loop.createTask("long", () -> spend(100)).await();
              loop.setSlowStep(Duration.ofSeconds(1));
              loop.createTask("not so long", () -> spend(900)).await();
              loop.setDebug(false);
              loop.createTask("unwatched", () -> spend(9000)).await();
              Tasks.sleep(Duration.ofDays(1));
              return null;
            });
    assertEquals(List.of(Problem.Kind.SLOW_STEP), kinds());
    assertEquals("Executing long took 0.100 seconds", problems.get(0).message());
  }

  private static Object spend(int millis) {
    Tasks.spend(Duration.ofMillis(millis));
    return null;
  }

  /** A thread of a closed loop that a thread outside wakes does not disturb that one. */
  @Test
  void wakeUpAfterClose() throws InterruptedException {
    CountDownLatch shared = new CountDownLatch(1);
    run(
        loop -> {
          Thread.startVirtualThread(
              () -> {
                try {
                  shared.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
          Tasks.yieldNow();
          return null;
        });
    shared.countDown();
    shared.await();
    assertEquals(List.of(Problem.Kind.LEFT_RUNNING), kinds());
  }
}
