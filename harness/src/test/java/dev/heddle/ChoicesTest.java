package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Decision.Kind;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.DivergedError;
import dev.heddle.verdict.LivelockError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a loop lets a policy decide, and what it does not. */
class ChoicesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Set<String> outcomes(Loop.Body<String> program) {
    return outcomes(Explorer.create(), program);
  }

  private static Set<String> outcomes(Explorer explorer, Loop.Body<String> program) {
    Exploration<String> all = explorer.exhaustive().outcomes(program);
    assertTrue(all.complete(), all.summary());
    Set<String> texts = new TreeSet<>();
    all.outcomes().keySet().forEach(outcome -> texts.add(outcome.toString()));
    return texts;
  }

  /** Without deviations a policy changes nothing: traces are equal to those without one. */
  @Test
  void defaultOrderIsTheSameWithAPolicyAndWithout() {
    Loop.Body<String> program =
        loop -> {
          loop.callSoon(() -> {});
          Task<String> a = loop.createTask(() -> "a");
          Task<String> b =
              loop.createTask(
                  () -> {
                    Tasks.sleep(SECOND);
                    return a.await();
                  });
          Tasks.gather(a, b).await();
          Tasks.waitAll(List.of(a, b));
          return loop.trace().toString();
        };
    String without = Loop.run(program);
    assertEquals(without, Loop.builder().policy(Policies.fifo()).run(program));
    assertEquals(without, Loop.builder().policy(Policies.replay(schedule(program))).run(program));
  }

  private static Schedule schedule(Loop.Body<String> program) {
    Loop[] loop = new Loop[1];
    Loop.builder().policy(Policies.fifo()).onBuilt(built -> loop[0] = built).run(program);
    return loop[0].schedule();
  }

  /** Callbacks run in the order in which they were added, whatever the policy. */
  @Test
  void callbacksKeepTheirOrder() {
    assertEquals(
        Set.of("1234"),
        outcomes(
            loop -> {
              StringBuilder order = new StringBuilder();
              LoopFuture<String> future = loop.createFuture();
              future.addDoneCallback(done -> order.append(2));
              loop.callSoon(() -> order.append(1));
              future.setResult("");
              future.addDoneCallback(done -> order.append(3));
              loop.callSoon(() -> order.append(4));
              loop.createTask(
                  () -> {
                    Tasks.yieldNow();
                    return "";
                  });
              while (order.length() < 4) {
                Tasks.yieldNow();
              }
              return order.toString();
            },
            3));
  }

  private static Set<String> outcomes(Loop.Body<String> program, int bound) {
    Set<String> texts = new TreeSet<>();
    Explorer.create()
        .maxDeviations(bound)
        .outcomes(program)
        .outcomes()
        .keySet()
        .forEach(outcome -> texts.add(outcome.toString()));
    return texts;
  }

  /** Tasks and callbacks may go in any order among each other. */
  @Test
  void tasksAndCallbacksAreFree() {
    assertEquals(
        Set.of("ab1", "a1b", "1ab", "ba1", "b1a", "1ba"),
        outcomes(
            loop -> {
              StringBuilder order = new StringBuilder();
              CountDownLatch latch = new CountDownLatch(3);
              loop.callSoon(() -> add(order, latch, "1"));
              loop.createTask(() -> add(order, latch, "a"));
              loop.createTask(() -> add(order, latch, "b"));
              latch.await();
              return order.toString();
            }));
  }

  private static Object add(StringBuilder order, CountDownLatch latch, String what) {
    order.append(what);
    latch.countDown();
    return order;
  }

  /** Timers of the same instant may go in any order; an earlier one goes before a later one. */
  @Test
  void tiesOfTimers() {
    assertEquals(
        Set.of("012", "021"),
        outcomes(
            loop -> {
              StringBuilder order = new StringBuilder();
              CountDownLatch latch = new CountDownLatch(3);
              loop.callLater(SECOND, () -> add(order, latch, "1"));
              loop.callLater(SECOND, () -> add(order, latch, "2"));
              loop.callLater(Duration.ofMillis(999), () -> add(order, latch, "0"));
              latch.await();
              return order.toString();
            }));
  }

  /** A timeout and what it limits may be due at the same instant: either may win. */
  @Test
  void timeoutAgainstCompletionAtTheSameInstant() {
    assertEquals(
        Set.of("done", "timeout"),
        outcomes(
            loop -> {
              try {
                return Tasks.timeout(
                    SECOND,
                    timeout -> {
                      Tasks.sleep(SECOND);
                      return "done";
                    });
              } catch (TimeoutException e) {
                return "timeout";
              }
            }));
  }

  /** The same for a CompletableFuture, which knows nothing of the loop. */
  @Test
  void timeoutOfACompletableFuture() {
    assertEquals(
        Set.of("done", "timeout"),
        outcomes(
            loop -> {
              CompletableFuture<String> future = new CompletableFuture<>();
              future.orTimeout(1, TimeUnit.SECONDS);
              loop.createTask(
                  () -> {
                    Tasks.sleep(SECOND);
                    return future.complete("done");
                  });
              try {
                return future.get();
              } catch (java.util.concurrent.ExecutionException e) {
                return "timeout";
              }
            }));
  }

  /** Time moves past what is ready only where that was allowed. */
  @Test
  void earlyTimeouts() {
    Loop.Body<String> program =
        loop -> {
          Task<String> slow =
              loop.createTask(
                  () -> {
                    Tasks.yieldNow();
                    return "done";
                  });
          try {
            return Tasks.waitFor(slow, SECOND);
          } catch (TimeoutException e) {
            return "timeout at " + loop.time().toSeconds();
          }
        };
    assertEquals(Set.of("done"), outcomes(program));
    assertEquals(
        Set.of("done", "timeout at 1"),
        outcomes(Explorer.create().loops(loop -> loop.earlyTimeouts(true)), program));
  }

  /** Who enters a monitor that was released is open. */
  @Test
  void handOverOfAMonitor() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Loop.Body<String> program =
        loop -> {
          Object lock = new Object();
          StringBuilder order = new StringBuilder();
          CountDownLatch latch = new CountDownLatch(3);
          for (String name : List.of("a", "b", "c")) {
            loop.createTask(
                name,
                () -> {
                  synchronized (lock) {
                    Thread.yield();
                    add(order, latch, name);
                  }
                  return "";
                });
          }
          latch.await();
          return order.toString();
        };
    assertEquals(6, outcomes(program).size());
    Loop.builder()
        .policy(
            decision -> {
              for (int option = 0; option < decision.size(); option++) {
                kinds.add(decision.kind(option));
              }
              return 0;
            })
        .run(program);
    assertEquals(EnumSet.of(Kind.TASK, Kind.WAITER), kinds);
  }

  /** What gather, wait and groups learn is no decision; what they let go on is. */
  @Test
  void signalsAreNoDecisions() {
    assertEquals(
        90,
        Explorer.create()
            .exhaustive()
            .explore(
                loop -> {
                  Tasks.group(
                      group -> {
                        for (int i = 0; i < 3; i++) {
                          group.createTask(
                              () -> {
                                Tasks.yieldNow();
                                return "";
                              });
                        }
                        return "";
                      });
                  return "";
                })
            .schedules());
    assertEquals(
        6 * 6, // the orders in which they start, and in which they wake up
        Explorer.create()
            .exhaustive()
            .explore(
                loop -> {
                  List<Task<String>> tasks = new ArrayList<>();
                  for (int i = 0; i < 3; i++) {
                    tasks.add(
                        loop.createTask(
                            () -> {
                              Tasks.sleep(SECOND);
                              return "";
                            }));
                  }
                  Tasks.waitAll(tasks);
                  return "";
                })
            .schedules());
  }

  /** Who waits for a gather that has failed may go before what was ready before. */
  @Test
  void aFailedGatherLetsItsWaiterGoFirst() {
    assertEquals(
        Set.of("0", "1", "2", "3"),
        outcomes(
            loop -> {
              int[] steps = new int[1];
              Task<String> fails =
                  loop.createTask(
                      () -> {
                        throw new IllegalStateException();
                      });
              Task<String> works =
                  loop.createTask(
                      () -> {
                        for (; steps[0] < 3; steps[0]++) {
                          Tasks.yieldNow();
                        }
                        return "";
                      });
              try {
                Tasks.gather(fails, works).await();
              } catch (IllegalStateException e) {
                return String.valueOf(steps[0]);
              }
              return "?";
            }));
  }

  /** Values of the loop's random source are decisions: all are tried, and the least comes first. */
  @Test
  void values() {
    assertEquals(
        Set.of("00", "01", "02", "10", "11", "12"),
        outcomes(
            loop -> {
              RandomGenerator random = loop.random();
              return (random.nextBoolean() ? "1" : "0") + random.nextInt(3);
            }));
    assertEquals(
        List.of(0, 5, 7L, 0L, 0.0, false),
        Loop.run(
            loop -> {
              RandomGenerator random = loop.random();
              return List.of(
                  random.nextInt(),
                  random.nextInt(5, 9),
                  random.nextLong(7, 8),
                  random.nextLong(1L << 40),
                  random.nextDouble(),
                  random.nextBoolean());
            }));
  }

  /** Under a random policy values are spread as those of any generator. */
  @Test
  void valuesUnderARandomPolicy() {
    double[] sum = new double[1];
    Explorer.create()
        .schedules(2_000)
        .policy("random")
        .explore(
            loop -> {
              double value = loop.random().nextDouble();
              sum[0] += value;
              return loop.random().nextLong() > 0;
            });
    assertEquals(1_000, sum[0], 60);
  }

  /** A replay gives the same values. */
  @Test
  void valuesAreReplayed() {
    Loop.Body<String> program = loop -> loop.random().nextLong() + " " + loop.random().nextInt(100);
    Loop[] loop = new Loop[1];
    Policy random = Policies.random(9);
    String drawn = Loop.builder().policy(random).onBuilt(l -> loop[0] = l).run(program);
    Schedule schedule = Schedule.parse(loop[0].schedule().token());
    assertEquals(drawn, Loop.builder().policy(Policies.replay(schedule)).run(program));
  }

  /** Bad bounds are refused as by every other generator. */
  @Test
  void badBounds() {
    Loop.run(
        loop -> {
          assertEquals(
              "bound must be positive, and is 0.",
              assertThrows(IllegalArgumentException.class, () -> loop.random().nextInt(0))
                  .getMessage());
          assertEquals(
              "bound must be greater than origin, and they are 3 and 4.",
              assertThrows(IllegalArgumentException.class, () -> loop.random().nextInt(4, 3))
                  .getMessage());
        });
  }

  /** Ids are the same in every run, and tasks count from 1 in the order of creation. */
  @Test
  void idsAreStable() {
    List<String> first = seen();
    assertEquals(first, seen());
    assertTrue(first.contains("2 a TASK"), first.toString());
    assertTrue(first.contains("4 thread-1 TASK"), first.toString());
    assertTrue(first.contains("0 callback CALLBACK"), first.toString());
    assertTrue(first.contains("-1 timer TIMER"), first.toString());
  }

  private static List<String> seen() {
    List<String> seen = new ArrayList<>();
    Loop.builder()
        .policy(
            decision -> {
              for (int option = 0; option < decision.size(); option++) {
                seen.add(
                    decision.id(option)
                        + " "
                        + decision.name(option)
                        + " "
                        + decision.kind(option));
              }
              return 0;
            })
        .run(
            loop -> {
              loop.createTask("a", () -> "");
              loop.createTask("b", () -> "");
              Thread.startVirtualThread(() -> {});
              loop.callSoon(() -> {});
              loop.callLater(SECOND, () -> {});
              loop.callLater(SECOND, () -> {});
              Tasks.sleep(SECOND.multipliedBy(2));
              return null;
            });
    return seen;
  }

  /** A policy is asked before every step, so that it can count them. */
  @Test
  void everyStepIsTold() {
    List<Long> steps = new ArrayList<>();
    Loop.builder()
        .policy(
            decision -> {
              steps.add(decision.step());
              assertEquals(1, decision.size());
              return 0;
            })
        .run(
            loop -> {
              Tasks.yieldNow();
              Tasks.sleep(SECOND);
              return null;
            });
    assertEquals(List.of(0L, 1L, 2L), steps);
  }

  /** A policy that answers nonsense is told so. */
  @Test
  void badAnswer() {
    Policy wrong = decision -> decision.size();
    assertTrue(
        assertThrows(
                IllegalStateException.class, () -> Loop.builder().policy(wrong).run(loop -> ""))
            .getMessage()
            .endsWith("has chosen option 1 of 1 at step 0: options are counted from 0."));
  }

  /** An option that is not there is refused. */
  @Test
  void badOption() {
    Policy curious =
        decision -> {
          assertThrows(IndexOutOfBoundsException.class, () -> decision.id(decision.size()));
          return 0;
        };
    assertEquals("", Loop.builder().policy(curious).run(loop -> ""));
  }

  /** A policy is told that its schedule begins and ends, once. */
  @Test
  void lifeOfAPolicy() {
    List<String> told = new ArrayList<>();
    Loop.builder()
        .policy(
            new Policy() {
              @Override
              public void begin(long schedule) {
                told.add("begin " + schedule);
              }

              @Override
              public int choose(Decision decision) {
                return 0;
              }

              @Override
              public void end() {
                told.add("end");
              }
            })
        .run(loop -> "");
    assertEquals(List.of("begin 0", "end"), told);
  }

  /** A run that goes round in circles ends at its bound. */
  @Test
  void livelock() {
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .stepLimit(1_000)
                    .run(
                        loop -> {
                          while (true) {
                            Tasks.yieldNow();
                          }
                        }));
    assertTrue(
        error.getMessage().startsWith("Livelock: the run has taken 1000 steps and has not ended."));
    assertEquals(
        "stepLimit must be a positive number, and is [0].",
        assertThrows(IllegalArgumentException.class, () -> Loop.builder().stepLimit(0))
            .getMessage());
  }

  /** A replay of another program diverges, at the decision or at the end. */
  @Test
  void divergence() {
    Schedule schedule = Schedule.parse(schedule(loop -> "").token());
    DivergedError error =
        assertThrows(
            DivergedError.class,
            () ->
                Loop.builder()
                    .policy(Policies.replay(schedule))
                    .run(
                        loop -> {
                          loop.createTask(() -> "");
                          loop.createTask(() -> "");
                          Tasks.yieldNow();
                          return "";
                        }));
    assertTrue(
        error.getMessage().contains("The schedule ends after 0 decisions, and the program offers"),
        error.getMessage());
  }
}
