package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Step;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.DivergedError;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How runs end: verdicts stand, and what is left is ended, in bounds, without being decided. */
class ShutdownTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static void waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  // ---- verdicts that are caught ---------------------------------------------------------------

  /** A deadlock of a loop within a loop ends both, though the outer one catches it. */
  @Test
  void nestedDeadlockThatIsCaught() {
    List<String> log = new ArrayList<>();
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.builder()
                .nested(true)
                .run(
                    loop -> {
                      try {
                        loop.runUntilComplete(loop.createFuture());
                      } catch (DeadlockError e) {
                        log.add("caught");
                      }
                      Tasks.yieldNow();
                      return log.add("went on");
                    }));
    assertEquals(List.of("caught"), log);
  }

  private static Schedule recorded(int draws, int... values) {
    Schedule[] schedule = new Schedule[1];
    int[] next = {0};
    Loop.builder()
        .policy(decision -> decision.size() > 1 ? values[next[0]++] : 0)
        .run(
            loop -> {
              for (int i = 0; i < draws; i++) {
                loop.random().nextInt(4);
              }
              schedule[0] = loop.schedule();
              return null;
            });
    return schedule[0];
  }

  /** A replay that does not match ends the run, though an executor keeps its error. */
  @Test
  void divergedInAPool() {
    Schedule schedule = recorded(2, 0, 3);
    assertThrows(
        DivergedError.class,
        () ->
            Loop.builder()
                .policy(Policies.replay(schedule))
                .run(
                    loop -> {
                      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                        pool.submit(() -> loop.random().nextInt(4) + loop.random().nextInt(8));
                      }
                      return "not noticed";
                    }));
  }

  /** So does a policy that is wrong. */
  @Test
  void badPolicyThatIsCaught() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.builder()
                    .policy(decision -> decision.size() > 1 ? 99 : 0)
                    .run(
                        loop -> {
                          try {
                            return loop.random().nextInt(4);
                          } catch (IllegalStateException e) {
                            return "caught";
                          }
                        }));
    assertTrue(error.getMessage().contains("has chosen option 99 of 4"), error.getMessage());
  }

  /** So does a limit of time that is spent within a step. */
  @Test
  void timeLimitInAStep() {
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .timeLimit(MINUTE)
                    .run(
                        loop -> {
                          try {
                            Tasks.spend(Duration.ofMinutes(2));
                          } catch (LivelockError e) {
                            return "caught";
                          }
                          return "not noticed";
                        }));
    assertTrue(
        error.getMessage().startsWith("Livelock: virtual time would go beyond its limit of 1m"),
        error.getMessage());
  }

  /** A thread of the run that catches its exit goes no further than its step. */
  @Test
  void exitEndsTheStepsOfAll() {
    List<String> log = new ArrayList<>();
    assertThrows(
        ExitError.class,
        () ->
            Loop.run(
                loop -> {
                  loop.createTask(
                      () -> {
                        try {
                          System.exit(1);
                        } catch (ExitError e) {
                          log.add("caught");
                        }
                        Tasks.yieldNow();
                        return log.add("never");
                      });
                  loop.createTask(() -> log.add("never either"));
                  Tasks.sleep(MINUTE);
                }));
    assertEquals(List.of("caught"), log);
  }

  /** What is told before a verdict is told; what comes of it is not. */
  @Test
  void nothingIsToldOfTheCleanUp() {
    List<Problem> problems = new ArrayList<>();
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.builder()
                .problems(problems::add)
                .run(
                    loop -> {
                      loop.callSoon(
                          () -> {
                            throw new IllegalStateException("before");
                          });
                      for (int i = 0; i < 2; i++) {
                        loop.createTask(
                            () -> {
                              try {
                                waitForEver();
                              } finally {
                                Thread.ofVirtual().start(() -> Integer.parseInt("x"));
                                Integer.parseInt("y");
                              }
                            });
                      }
                      waitForEver();
                      return null;
                    }));
    assertEquals(1, problems.size(), problems::toString);
    assertEquals("before", problems.get(0).exception().getMessage());
  }

  // ---- the clean-up after a verdict -----------------------------------------------------------

  /** Near miss: a clean-up that waits a little runs to its end. */
  @Test
  void cleanUpMayWait() {
    List<String> log = new ArrayList<>();
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.run(
                loop -> {
                  try {
                    waitForEver();
                  } finally {
                    Thread.sleep(Duration.ofMinutes(59));
                    log.add("cleaned up at " + loop.time());
                  }
                }));
    assertEquals(List.of("cleaned up at PT59M"), log);
  }

  /** What takes longer than an hour of virtual time is abandoned. */
  @Test
  void cleanUpMayNotWaitForLong() {
    List<String> log = new ArrayList<>();
    Loop[] used = new Loop[1];
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.run(
                loop -> {
                  used[0] = loop;
                  loop.createTask(
                      () -> {
                        try {
                          waitForEver();
                        } finally {
                          log.add("the other cleans up");
                        }
                      });
                  try {
                    waitForEver();
                  } finally {
                    Thread.sleep(Duration.ofMinutes(61));
                    log.add("never");
                  }
                }));
    assertEquals(List.of("the other cleans up"), log);
    assertEquals(Duration.ZERO, used[0].time());
  }

  /** Where a clean-up takes too long, outside threads are not waited for either. */
  @Test
  void cleanUpDoesNotWaitOutside() {
    CountDownLatch outside = new CountDownLatch(1);
    Thread sleeper =
        new Thread(
            () -> {
              try {
                outside.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    sleeper.start();
    assertThrows(
        ExitError.class,
        () ->
            Loop.builder()
                .outside(true)
                .run(
                    loop -> {
                      try {
                        System.exit(1);
                      } finally {
                        sleeper.join();
                      }
                      return null;
                    }));
    outside.countDown();
  }

  /** A step of the clean-up that does not end: the verdict stands, and says so. */
  @Test
  void stuckCleanUpIsAPartOfTheVerdict() {
    boolean[] stop = new boolean[1];
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.builder()
                    .stallTimeout(Duration.ofMillis(300))
                    .run(
                        loop -> {
                          try {
                            waitForEver();
                          } finally {
                            spin(stop);
                          }
                          return null;
                        }));
    stop[0] = true;
    BlockedError stuck = assertInstanceOf(BlockedError.class, error.getSuppressed()[0]);
    assertTrue(
        stuck.getMessage().startsWith("Task Task-1 has not ended a step for"), stuck.getMessage());
  }

  private static void spin(boolean[] stop) {
    while (!stop[0]) {
      Math.floorMod(stop.length, 2);
    }
  }

  /** A runner can be closed by try after any verdict, which arrives as it is. */
  @Test
  void runnerInTry() {
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () -> {
              try (Runner runner = new Runner()) {
                runner.run(
                    () -> {
                      while (true) {
                        try {
                          waitForEver();
                        } catch (InterruptedException e) {
                          // goes on
                        }
                      }
                    });
              }
            });
    assertEquals(0, error.getSuppressed().length);
  }

  /** Another main task may run after a verdict, in the default order and without a trace. */
  @Test
  void anotherRunAfterAVerdict() {
    List<String> log = new ArrayList<>();
    int[] asked = new int[1];
    try (Runner runner = new Runner(Loop.builder().policy(decision -> asked[0]++ - asked[0] + 1))) {
      assertThrows(
          DeadlockError.class,
          () ->
              runner.run(
                  () -> {
                    waitForEver();
                  }));
      List<Step> steps = runner.loop().trace().steps();
      int askedBefore = asked[0];
      runner.run(
          () -> {
            Thread.sleep(Duration.ofDays(1));
            return log.add("at " + runner.loop().time());
          });
      assertEquals(steps, runner.loop().trace().steps());
      assertEquals(askedBefore, asked[0]);
    }
    assertEquals(List.of("at PT24H"), log);
  }

  // ---- the end of a run that has none -----------------------------------------------------------

  /** Near miss: what a run leaves may take its time to clean up. */
  @Test
  void leftOversMayWait() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          loop.createTask(
              () -> {
                try {
                  waitForEver();
                } finally {
                  for (int i = 0; i < 1_000; i++) {
                    Thread.sleep(Duration.ofDays(1));
                  }
                  log.add("cleaned up after " + loop.time().toDays() + " days");
                }
              });
          Tasks.yieldNow();
          return log.add("main ends");
        });
    assertEquals(List.of("main ends", "cleaned up after 1000 days"), log);
  }

  /** A task that takes no notice of its end is told, with the line where it stands. */
  @Test
  void leftOverThatDoesNotEnd() {
    Loop[] used = new Loop[1];
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .problems(problem -> {})
                    .run(
                        loop -> {
                          used[0] = loop;
                          loop.createTask("deaf", () -> deaf(TimeUnit.SECONDS));
                          Thread.sleep(1);
                          return null;
                        }));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "Livelock: the main task has ended, and 1000000 steps later what it has left has"
                    + " not. These were cancelled or interrupted, and go on:\n  deaf "),
        error.getMessage());
    assertTrue(error.getMessage().contains("ShutdownTest.deaf("), error.getMessage());
    assertTrue(error.getMessage().contains("let InterruptedException"), error.getMessage());
    assertTrue(used[0].iteration() < 1_100_000, "iterations: " + used[0].iteration());
  }

  /** So it is, if it sleeps so long that virtual time ends. */
  @Test
  void leftOverThatOutlivesTime() {
    Loop[] used = new Loop[1];
    assertThrows(
        LivelockError.class,
        () ->
            Loop.builder()
                .problems(problem -> {})
                .run(
                    loop -> {
                      used[0] = loop;
                      loop.createTask("deaf", () -> deaf(TimeUnit.DAYS));
                      Thread.sleep(1);
                      return null;
                    }));
    assertTrue(used[0].iteration() < 220_000, "iterations: " + used[0].iteration());
  }

  private static Object deaf(TimeUnit unit) {
    while (true) {
      try {
        unit.sleep(1);
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  /** The failure of the main task arrives, with what does not end suppressed in it. */
  @Test
  void failureAndLeftOverThatDoesNotEnd() {
    IllegalStateException mine = new IllegalStateException("mine");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.builder()
                    .problems(problem -> {})
                    .run(
                        loop -> {
                          loop.createTask("deaf", () -> deaf(TimeUnit.SECONDS));
                          Thread.sleep(1);
                          throw mine;
                        }));
    assertSame(mine, thrown);
    assertInstanceOf(LivelockError.class, mine.getSuppressed()[0]);
  }

  // ---- what is decided, and what is outside -----------------------------------------------------

  /** How many times a policy is asked, of two options or more. */
  private static int asked(Loop.Body<Object> body, boolean fails) {
    int[] asked = new int[1];
    LoopBuilder builder =
        Loop.builder()
            .problems(problem -> {})
            .policy(
                decision -> {
                  asked[0] += decision.size() > 1 ? 1 : 0;
                  return 0;
                });
    if (fails) {
      assertThrows(Throwable.class, () -> builder.run(body));
    } else {
      builder.run(body);
    }
    return asked[0];
  }

  private static void leaveTasks(Loop loop, int number) {
    for (int i = 0; i < number; i++) {
      loop.createTask(
          () -> {
            try {
              waitForEver();
            } finally {
              Tasks.yieldNow();
            }
          });
    }
  }

  /** The order in which what is left ends is nobody's decision. */
  @Test
  void cleanUpIsNotDecided() {
    int tasks = 3;
    int starts = asked(loop -> leftAndYielded(loop, tasks), false);
    assertEquals(tasks, starts, "who starts first, second and third, before or after main");
    assertEquals(
        starts,
        asked(
            loop -> {
              leftAndYielded(loop, tasks);
              throw new IllegalStateException();
            },
            true));
    assertEquals(
        starts,
        asked(
            loop -> {
              leftAndYielded(loop, tasks);
              waitForEver();
              return null;
            },
            true));
    assertEquals(
        starts,
        asked(
            loop -> {
              leftAndYielded(loop, tasks);
              System.exit(1);
              return null;
            },
            true));
  }

  private static Object leftAndYielded(Loop loop, int tasks) {
    leaveTasks(loop, tasks);
    Tasks.yieldNow();
    return "";
  }

  /** Who ends what is left, or cancels a task between two runs, is not outside of the loop. */
  @Test
  void cancellingIsNotOutside() {
    Runner runner = new Runner();
    Loop loop = runner.loop();
    Task<?> task = runner.run(() -> started(loop));
    task.cancel();
    assertThrows(CancellationException.class, () -> runner.run(() -> task.await()));
    runner.run(() -> started(loop));
    assertThrows(
        DeadlockError.class,
        () ->
            runner.run(
                () -> {
                  waitForEver();
                }));
    runner.close();
    assertEquals(Optional.empty(), loop.waitedOutside());
  }

  private static Task<?> started(Loop loop) {
    Task<?> task = loop.createTask(() -> new LinkedBlockingQueue<>().take());
    Tasks.yieldNow();
    return task;
  }

  /** Tasks are cancelled in the order of their creation, whatever it is that they wait in. */
  @Test
  void cancelledInTheOrderOfCreation() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          loop.createTask(() -> logged(log, "waits in a queue", new LinkedBlockingQueue<>()::take));
          loop.createTask(() -> logged(log, "awaits a future", loop.createFuture()::await));
          loop.createTask(() -> logged(log, "waits in a latch", ShutdownTest::waitedForEver));
          Tasks.yieldNow();
        });
    assertEquals(List.of("waits in a queue", "awaits a future", "waits in a latch"), log);
  }

  private static Object waitedForEver() throws InterruptedException {
    waitForEver();
    return "";
  }

  private static Object logged(
      List<String> log, String what, java.util.concurrent.Callable<Object> wait) throws Exception {
    try {
      return wait.call();
    } finally {
      log.add(what);
    }
  }
}
