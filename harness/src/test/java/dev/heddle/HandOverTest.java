package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Outcome;
import dev.heddle.schedule.PointLevel;
import dev.heddle.trace.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who waits for a monitor is told to try when its holder has left it, and not in vain. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where these programs switch
class HandOverTest {
  private static final int MANY = 50;

  /** What a thread does. */
  private interface Body {
    void run() throws InterruptedException;
  }

  private static Thread start(String name, Body body) {
    return Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                body.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static long blocks(Loop loop, String name) {
    return loop.trace().steps().stream()
        .filter(step -> step.who().equals(name) && step.end() == Step.End.BLOCKED)
        .count();
  }

  private static <T> T run(Loop.Body<T> body) {
    return Loop.builder().traceLimit(100_000).run(body);
  }

  /** Others and the holder itself may go on for long: who waits does not try meanwhile. */
  @Test
  void noTriesInVain() {
    run(
        loop -> {
          Object monitor = new Object();
          Thread holder =
              start(
                  "holder",
                  () -> {
                    synchronized (monitor) {
                      for (int i = 0; i < MANY; i++) {
                        Thread.sleep(1);
                      }
                    }
                  });
          Thread bystander =
              start(
                  "bystander",
                  () -> {
                    for (int i = 0; i < MANY; i++) {
                      Thread.yield();
                    }
                    for (int i = 0; i < MANY; i++) {
                      Thread.sleep(1);
                    }
                  });
          Thread[] blocked = new Thread[3];
          for (int i = 0; i < blocked.length; i++) {
            blocked[i] =
                start(
                    "blocked " + i,
                    () -> {
                      synchronized (monitor) {
                        assertEquals(MANY, loop.time().toMillis());
                      }
                    });
          }
          for (int i = 0; i < blocked.length; i++) {
            blocked[i].join();
            assertEquals(1, blocks(loop, "blocked " + i), loop.trace().toString());
          }
          holder.join();
          bystander.join();
          return "";
        });
  }

  /** Ten threads that hand a monitor round, in the order in which they came. */
  @Test
  void handedRound() {
    run(
        loop -> {
          Object monitor = new Object();
          List<String> order = new ArrayList<>();
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            String name = "t" + i;
            threads.add(
                start(
                    name,
                    () -> {
                      for (int turn = 0; turn < 5; turn++) {
                        synchronized (monitor) {
                          order.add(name);
                          Thread.sleep(1);
                        }
                        Thread.yield();
                      }
                    }));
          }
          for (Thread thread : threads) {
            thread.join();
          }
          for (int i = 0; i < order.size(); i++) {
            assertEquals("t" + i % 10, order.get(i), order.toString());
          }
          for (int i = 0; i < 10; i++) {
            assertTrue(blocks(loop, "t" + i) <= 5, loop.trace().toString());
          }
          return "";
        });
  }

  /** A monitor is left by Object.wait, by the end of a synchronized method, and by an exception. */
  @Test
  void everyWayToLeave() {
    final class Door {
      final List<String> log = new ArrayList<>();

      synchronized void waits() throws InterruptedException {
        synchronized (this) {
          Thread.yield();
          wait(5);
          log.add("waited");
        }
      }

      synchronized void passes() {
        Thread.yield();
        log.add("passed");
      }

      synchronized void fails() {
        Thread.yield();
        log.add("failed");
        throw new IllegalArgumentException();
      }

      void failsOnce() {
        try {
          fails();
        } catch (IllegalArgumentException expected) {
          Thread.yield();
        }
      }
    }
    assertEquals(
        List.of("passed", "failed", "passed", "waited"),
        run(
            loop -> {
              Door door = new Door();
              List<Thread> threads =
                  List.of(
                      start("waits", door::waits),
                      start("passes", door::passes),
                      start("fails", door::failsOnce),
                      start("passes too", door::passes));
              for (Thread thread : threads) {
                thread.join();
              }
              return door.log;
            }));
  }

  /** A thread whose wait has timed out while somebody held the monitor gets it in its turn. */
  @Test
  void timedOutWhileTheMonitorIsHeld() {
    assertEquals(
        List.of("holder at 10", "early at 10", "waiter at 10", "late at 10"),
        run(
            loop -> {
              Object monitor = new Object();
              List<String> log = new ArrayList<>();
              Thread waiter =
                  start(
                      "waiter",
                      () -> {
                        synchronized (monitor) {
                          monitor.wait(5);
                          log.add("waiter at " + loop.time().toMillis());
                        }
                      });
              Thread holder =
                  start(
                      "holder",
                      () -> {
                        Thread.sleep(2);
                        synchronized (monitor) {
                          Thread.sleep(8);
                          log.add("holder at " + loop.time().toMillis());
                        }
                      });
              List<Thread> others = new ArrayList<>();
              for (String name : List.of("early", "late")) {
                others.add(
                    start(
                        name,
                        () -> {
                          Thread.sleep(name.equals("early") ? 3 : 7);
                          synchronized (monitor) {
                            log.add(name + " at " + loop.time().toMillis());
                          }
                        }));
              }
              waiter.join();
              holder.join();
              for (Thread other : others) {
                other.join();
              }
              return log;
            }));
  }

  /** Who waits for what, and through what: the same result in every order, and no order hangs. */
  @Test
  void nestedMonitorsInEveryOrder() {
    Exploration<Integer> all =
        Explorer.create()
            .exhaustive()
            .points(PointLevel.NONE) // of interest is who waits, and is woken
            .outcomes(
                loop -> {
                  Object outer = new Object();
                  Object inner = new Object();
                  int[] sum = new int[1];
                  List<Body> bodies =
                      List.of(
                          () -> {
                            synchronized (outer) {
                              synchronized (inner) {
                                Thread.yield();
                                sum[0]++;
                              }
                              Thread.yield();
                            }
                          },
                          () -> {
                            synchronized (inner) {
                              Thread.yield();
                              sum[0]++;
                            }
                            synchronized (outer) {
                              sum[0]++;
                            }
                          },
                          () -> {
                            synchronized (outer) {
                              sum[0]++;
                            }
                          });
                  CountDownLatch done = new CountDownLatch(bodies.size());
                  for (Body body : bodies) {
                    start(
                        "",
                        () -> {
                          body.run();
                          done.countDown();
                        });
                  }
                  done.await();
                  return sum[0];
                });
    assertTrue(all.complete(), all.summary());
    assertEquals(Set.of(Outcome.of(4)), all.outcomes().keySet());
  }

  /** Everybody who waits may be the next, and so may one who comes only then. */
  @Test
  void everybodyMayBeNext() {
    Exploration<String> all =
        Explorer.create()
            .exhaustive()
            .points(PointLevel.NONE) // of interest is who waits, and is woken
            .outcomes(
                loop -> {
                  Object monitor = new Object();
                  StringBuilder order = new StringBuilder();
                  Thread holder;
                  synchronized (monitor) {
                    holder = start("a", () -> enter(monitor, order, "a"));
                    start("b", () -> enter(monitor, order, "b"));
                    Thread.sleep(1);
                  }
                  Thread late = start("c", () -> enter(monitor, order, "c"));
                  late.join();
                  holder.join();
                  Thread.sleep(1);
                  return order.toString();
                });
    assertTrue(all.complete(), all.summary());
    Set<String> orders = new TreeSet<>();
    all.outcomes().keySet().forEach(outcome -> orders.add(outcome.toString()));
    assertEquals(6, orders.size(), orders.toString());
  }

  private static void enter(Object monitor, StringBuilder order, String name) {
    synchronized (monitor) {
      order.append(name);
      Thread.yield();
    }
  }
}
