package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import dev.heddle.schedule.Access;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Decision.Kind;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DeadlockError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whom {@code notify} wakes is a decision; nothing else about {@code Object.wait} changes. */
@SuppressWarnings({
  "NakedNotify", // whoever is woken is what these tests are about
  "WaitNotInLoop" // the same
})
class NotifyTest {
  /** Wakes the option of that number, and otherwise keeps the default order. */
  private static Policy waking(int option) {
    return decision ->
        decision.kind(0) == Kind.NOTIFIED ? Math.min(option, decision.size() - 1) : 0;
  }

  /** Threads that wait on one monitor, and say when they go on. */
  private static final class Room {
    final Object monitor = new Object();
    final List<String> log = new ArrayList<>();
    final Loop loop;

    Room(Loop loop) {
      this.loop = loop;
    }

    /** A thread that waits, for that many milliseconds; 0: without limit. */
    Thread guest(String name, long millis) {
      Thread guest =
          Thread.ofVirtual()
              .name(name)
              .start(
                  () -> {
                    synchronized (monitor) {
                      try {
                        monitor.wait(millis);
                        boolean pending = Thread.currentThread().isInterrupted();
                        log.add(name + (pending ? " pending" : "") + at());
                      } catch (InterruptedException e) {
                        log.add(name + " interrupted" + at());
                      }
                    }
                  });
      Tasks.yieldNow();
      return guest;
    }

    private String at() {
      return loop.time().isZero() ? "" : " at " + loop.time().toMillis();
    }

    void call() {
      synchronized (monitor) {
        monitor.notify();
      }
      Tasks.yieldNow();
      Tasks.yieldNow();
    }
  }

  private static List<String> threeGuests(Policy policy) {
    return Loop.builder()
        .policy(policy)
        .run(
            loop -> {
              Room room = new Room(loop);
              room.guest("a", 0);
              room.guest("b", 0);
              room.guest("c", 0);
              room.call();
              room.call();
              room.call();
              return room.log;
            });
  }

  // ---- the decision -------------------------------------------------------------------------

  /** In the default order it is the one that has waited longest, with a policy and without. */
  @Test
  void firstComeFirst() {
    assertEquals(List.of("a", "b", "c"), threeGuests(Policies.fifo()));
    assertEquals(
        List.of("a", "b"),
        Loop.run(
            loop -> {
              Room room = new Room(loop);
              room.guest("a", 0);
              room.guest("b", 0);
              room.call();
              room.call();
              return room.log;
            }));
  }

  /** A policy may wake any of them. */
  @Test
  void policyWakesAnybody() {
    assertEquals(List.of("b", "c", "a"), threeGuests(waking(1)));
    assertEquals(List.of("c", "b", "a"), threeGuests(waking(2)));
  }

  /** The options are those that wait, by name and in the order in which they began to. */
  @Test
  void optionsAreThoseThatWait() {
    List<String> offered = new ArrayList<>();
    threeGuests(
        decision -> {
          for (int i = 0; decision.kind(0) == Kind.NOTIFIED && i < decision.size(); i++) {
            offered.add(decision.name(i) + decision.id(i) + decision.kind(i));
          }
          return 0;
        });
    assertEquals(
        List.of("a2NOTIFIED", "b3NOTIFIED", "c4NOTIFIED", "b3NOTIFIED", "c4NOTIFIED"), offered);
  }

  /** A thread can be stopped just before it notifies, though it holds the monitor. */
  @Test
  void notifyIsAPoint() {
    Set<String> stopped = new TreeSet<>();
    Policy notes =
        decision -> {
          Access access = decision.access(0);
          stopped.add(access == null ? "" : access.toString().replaceAll("\\(.*", ""));
          return 0;
        };
    Loop.builder()
        .policy(notes)
        .points(PointLevel.SYNC)
        .run(
            loop -> {
              Object monitor = new Object();
              Thread.startVirtualThread(() -> Thread.yield());
              synchronized (monitor) {
                monitor.notify();
                monitor.notifyAll();
              }
            });
    assertTrue(
        stopped.containsAll(
            Set.of("before it calls Object.notify", "before it calls Object.notifyAll")),
        stopped.toString());
  }

  /** An exhaustive search wakes them in every order, as seen from that in which they came. */
  @Test
  void everyOrderIsReached() {
    Exploration<List<Integer>> all =
        Explorer.create()
            .exhaustive()
            .points(PointLevel.NONE) // of interest is whom notify wakes
            .outcomes(
                loop -> {
                  Object monitor = new Object();
                  List<Integer> came = new ArrayList<>();
                  List<Integer> woken = new ArrayList<>();
                  for (int i = 0; i < 3; i++) {
                    Thread.startVirtualThread(
                        () -> {
                          synchronized (monitor) {
                            int me = came.size();
                            came.add(me);
                            waitOn(monitor);
                            woken.add(me);
                          }
                        });
                  }
                  for (int i = 0; i < 3; i++) {
                    Thread.sleep(1);
                    synchronized (monitor) {
                      monitor.notify();
                    }
                  }
                  Thread.sleep(1);
                  return woken;
                });
    assertTrue(all.complete(), all.summary());
    Set<String> orders = new TreeSet<>();
    all.outcomes().keySet().forEach(outcome -> orders.add(outcome.toString()));
    assertEquals(6, orders.size(), orders.toString());
    assertEquals(3 * 2 * 3 * 2, all.schedules()); // who comes when, and who is woken when
  }

  // ---- a bug that shows in no other way -------------------------------------------------------

  /** Serves customers in turn; they come in one order, so who comes first waits first. */
  private static final class Desk {
    private final boolean careless;
    private int serving;

    Desk(boolean careless) {
      this.careless = careless;
    }

    synchronized void serve(int number) {
      serving = number;
      if (careless) {
        notify();
      } else {
        notifyAll();
      }
    }

    /** Waits for its turn; {@code next} goes on as soon as it waits. */
    synchronized void queue(int number, Thread next) throws InterruptedException {
      next.start();
      while (serving != number) {
        wait();
      }
      serve(number + 1);
    }
  }

  private static Loop.Body<String> desk(boolean careless) {
    return loop -> {
      Desk desk = new Desk(careless);
      Thread clerk = Thread.ofVirtual().name("clerk").unstarted(() -> desk.serve(1));
      Thread second = Thread.ofVirtual().name("second").unstarted(() -> queue(desk, 2, clerk));
      Thread first = Thread.ofVirtual().name("first").start(() -> queue(desk, 1, second));
      first.join();
      second.join();
      return "served";
    };
  }

  private static void queue(Desk desk, int number, Thread next) {
    try {
      desk.queue(number, next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thousand schedules in which the first is woken always do not find it. */
  @Test
  void firstInFirstOutHidesTheBug() {
    Exploration<String> sample =
        Explorer.create()
            .schedules(1_000)
            .policies(
                seed -> {
                  Policy random = Policies.random(seed);
                  return new Policy() {
                    @Override
                    public void begin(long schedule) {
                      random.begin(schedule);
                    }

                    @Override
                    public int choose(Decision decision) {
                      return decision.kind(0) == Kind.NOTIFIED ? 0 : random.choose(decision);
                    }
                  };
                })
            .explore(desk(true));
    assertEquals(Verdict.SAMPLE_PASSED, sample.verdict());
  }

  /** An exploration finds it, says so in words, and the token replays it. */
  @Test
  void explorationFindsTheBug() {
    Failure failure = Explorer.create().explore(desk(true)).failure();
    String report = failure.report();
    assertTrue(
        report.matches(
            "(?s)Schedule \\d+ failed with [^\\n]*one (is enough|change of order[^\\n]*):.*"),
        report);
    assertTrue(report.contains("\n  step 4: notify wakes second before first\n"), report);
    assertTrue(report.contains("It passes if notify wakes first before second at step 4."), report);
    assertTrue(report.lines().anyMatch(line -> line.matches(" *4 +0s .*» ends")), report);
    assertTrue(report.contains("is in Object.wait on Desk") || report.contains("waits"), report);
    for (int run = 0; run < 20; run++) {
      DeadlockError error =
          assertThrows(
              DeadlockError.class,
              () -> Loop.builder().policy(Policies.replay(failure.schedule())).run(desk(true)));
      assertTrue(error.getMessage().contains("first is in Object.wait on "), error.getMessage());
      assertTrue(error.getMessage().contains("NotifyTest$Desk"), error.getMessage());
    }
  }

  /** Mended by notifyAll it passes in every schedule. */
  @Test
  void notifyAllPassesInEverySchedule() {
    assertEquals(Verdict.ALL_PASSED, Explorer.create().exhaustive().explore(desk(false)).verdict());
  }

  // ---- what stays as it is ------------------------------------------------------------------

  /** Who was woken out of order does not time out; who was passed over does. */
  @Test
  void timeouts() {
    assertEquals(
        List.of("b", "a at 5000"),
        Loop.builder()
            .policy(waking(1))
            .run(
                loop -> {
                  Room room = new Room(loop);
                  room.guest("a", 5_000);
                  room.guest("b", 3_000);
                  room.call();
                  Tasks.sleep(Duration.ofSeconds(9));
                  return room.log;
                }));
  }

  /** A notification does not go to somebody whose time is up, even if that has not run yet. */
  @Test
  void notificationDoesNotGoToWhoHasTimedOut() {
    assertEquals(
        List.of("a at 1000", "b at 1000"),
        Loop.run(
            loop -> {
              Room room = new Room(loop);
              Thread caller =
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            Tasks.sleep(Duration.ofSeconds(1));
                            room.call();
                          });
              Tasks.yieldNow();
              room.guest("a", 1_000);
              Thread b = room.guest("b", 0);
              caller.join();
              b.join();
              return room.log;
            }));
  }

  /** Who was notified and then interrupted returns, with the interrupt pending; nothing is lost. */
  @Test
  void interruptAfterNotify() {
    for (int option = 0; option < 2; option++) {
      String woken = option == 0 ? "a" : "b";
      String other = option == 0 ? "b" : "a";
      assertEquals(
          List.of(woken + " pending", other),
          Loop.builder()
              .policy(waking(option))
              .run(
                  loop -> {
                    Room room = new Room(loop);
                    Thread a = room.guest("a", 0);
                    Thread b = room.guest("b", 0);
                    synchronized (room.monitor) {
                      room.monitor.notify();
                      (woken.equals("a") ? a : b).interrupt();
                    }
                    Tasks.yieldNow();
                    Tasks.yieldNow();
                    room.call();
                    return room.log;
                  }));
    }
  }

  /** Who was interrupted before does not take the notification. */
  @Test
  void interruptBeforeNotify() {
    assertEquals(
        List.of("a interrupted", "b"),
        Loop.run(
            loop -> {
              Room room = new Room(loop);
              Thread a = room.guest("a", 0);
              room.guest("b", 0);
              synchronized (room.monitor) {
                a.interrupt();
                room.monitor.notify();
              }
              Tasks.yieldNow();
              Tasks.yieldNow();
              Tasks.yieldNow();
              return room.log;
            }));
  }

  /** A monitor that was entered twice is held twice again after the wait. */
  @Test
  void recursion() {
    assertEquals(
        List.of("b", "b holds it", "a"),
        Loop.builder()
            .policy(waking(1))
            .run(
                loop -> {
                  Room room = new Room(loop);
                  room.guest("a", 0);
                  Thread b =
                      Thread.ofVirtual()
                          .name("b")
                          .start(
                              () -> {
                                synchronized (room.monitor) {
                                  synchronized (room.monitor) {
                                    waitOn(room.monitor);
                                    room.log.add("b");
                                  }
                                  Tasks.yieldNow();
                                  room.log.add("b" + holds(room.monitor));
                                }
                              });
                  Tasks.yieldNow();
                  room.call();
                  b.join();
                  room.call();
                  return room.log;
                }));
  }

  private static String holds(Object monitor) {
    return Thread.holdsLock(monitor) ? " holds it" : " does not hold it";
  }

  private static void waitOn(Object monitor) {
    synchronized (monitor) {
      try {
        monitor.wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Who waits on an inner monitor keeps the outer one, as ever; the report says so. */
  @Test
  void nestedMonitors() {
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.run(
                    loop -> {
                      AtomicInteger outer = new AtomicInteger();
                      List<String> inner = new ArrayList<>();
                      loop.createTask(
                          "waiter",
                          () -> {
                            synchronized (outer) {
                              waitOn(inner);
                            }
                            return "";
                          });
                      return loop.createTask(
                              "caller",
                              () -> {
                                synchronized (outer) {
                                  synchronized (inner) {
                                    inner.notify();
                                  }
                                }
                                return "";
                              })
                          .await();
                    }));
    assertTrue(
        error.getMessage().contains("waiter is in Object.wait on ArrayList, who is to notify it"),
        error.getMessage());
    assertTrue(
        error
            .getMessage()
            .contains("caller waits to enter the monitor of AtomicInteger, held by waiter"),
        error.getMessage());
  }

  /** Misuse is told by the JDK's own exceptions. */
  @Test
  void misuse() {
    Loop.run(
        loop -> {
          Object monitor = new Object();
          Object nothing = loop.time().isZero() ? null : monitor;
          assertThrows(IllegalMonitorStateException.class, monitor::notify);
          assertThrows(IllegalMonitorStateException.class, () -> monitor.notify());
          assertThrows(IllegalMonitorStateException.class, () -> monitor.notifyAll());
          assertThrows(IllegalMonitorStateException.class, () -> monitor.wait());
          assertThrows(NullPointerException.class, () -> nothing.notify());
          assertThrows(NullPointerException.class, () -> nothing.notifyAll());
          return "";
        });
  }

  // ---- other ways to notify -------------------------------------------------------------------

  /** A method reference is not seen: the JVM wakes the first, and the loop goes on with it. */
  @Test
  void methodReference() {
    assertEquals(
        List.of("a", "b"),
        Loop.builder()
            .policy(waking(1))
            .run(
                loop -> {
                  Room room = new Room(loop);
                  room.guest("a", 0);
                  Thread b = room.guest("b", 0);
                  Runnable call = room.monitor::notify;
                  for (int i = 0; i < 2; i++) {
                    synchronized (room.monitor) {
                      call.run();
                    }
                    Tasks.yieldNow();
                    Tasks.yieldNow();
                  }
                  b.join();
                  return room.log;
                }));
  }

  /** A callback may notify; the choice is the same. */
  @Test
  void callbackNotifies() {
    assertEquals(
        List.of("b", "a"),
        Loop.builder()
            .policy(waking(1))
            .run(
                loop -> {
                  Room room = new Room(loop);
                  Thread a = room.guest("a", 0);
                  Thread b = room.guest("b", 0);
                  Runnable call =
                      () -> {
                        synchronized (room.monitor) {
                          room.monitor.notify();
                        }
                      };
                  loop.callSoon(call);
                  b.join();
                  loop.callSoon(call);
                  a.join();
                  return room.log;
                }));
  }

  /** A callback that waits would stop the loop: that is told at once. */
  @Test
  void callbackThatWaits() {
    Object monitor = new Object();
    BlockedError error =
        assertThrows(
            BlockedError.class,
            () ->
                Loop.run(
                    loop -> {
                      loop.callSoon(() -> waitOn(monitor));
                      Tasks.sleep(Duration.ofSeconds(1));
                      return "";
                    }));
    assertTrue(
        error.getMessage().startsWith("A callback blocks the loop's carrier in Object.wait."),
        error.getMessage());
  }

  /** Notifies while it is initialised, which pins the thread. */
  private static final class Pinned {
    static final Object MONITOR = new Object();

    private Pinned() {}

    private static final class Caller {
      static final int CALLED = call();

      private Caller() {}

      private static int call() {
        synchronized (MONITOR) {
          MONITOR.notify();
        }
        return 1;
      }
    }
  }

  /** A thread that cannot leave its carrier meanwhile wakes the first. */
  @Test
  void pinnedThreadWakesTheFirst() {
    List<String> woken = new ArrayList<>();
    Loop.builder()
        .policy(waking(1))
        .run(
            loop -> {
              for (String name : List.of("a", "b")) {
                Thread.ofVirtual()
                    .name(name)
                    .start(
                        () -> {
                          waitOn(Pinned.MONITOR);
                          woken.add(name);
                        });
                Tasks.yieldNow();
              }
              int called = Pinned.Caller.CALLED;
              Tasks.yieldNow();
              synchronized (Pinned.MONITOR) {
                Pinned.MONITOR.notifyAll();
              }
              Tasks.sleep(Duration.ofSeconds(called));
              return "";
            });
    assertEquals(List.of("a", "b"), woken);
  }

  // ---- threads outside of the loop ------------------------------------------------------------

  /** A notification comes to a thread outside of the loop, though one of the loop has timed out. */
  @Test
  void outsiderIsNotified() throws InterruptedException {
    Object monitor = new Object();
    List<String> log = new ArrayList<>();
    AtomicBoolean waits = new AtomicBoolean();
    CountDownLatch go = new CountDownLatch(1);
    Thread outside =
        new Thread(
            () -> {
              awaitReally(go);
              synchronized (monitor) {
                waits.set(true);
                waitOn(monitor);
                log.add("outside");
              }
            });
    outside.start();
    Loop.run(
        loop -> {
          Thread caller =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        Tasks.sleep(Duration.ofSeconds(1));
                        synchronized (monitor) {
                          monitor.notify();
                        }
                      });
          Tasks.yieldNow();
          Thread timed =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        synchronized (monitor) {
                          try {
                            monitor.wait(1_000);
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                        }
                      });
          Tasks.yieldNow();
          go.countDown();
          while (!waits.get()) {
            // in one step, since it must not take virtual time
          }
          synchronized (monitor) {
            log.add("it waits");
          }
          caller.join();
          timed.join();
          return "";
        });
    outside.join();
    assertEquals(List.of("it waits", "outside"), log);
  }

  /** A thread outside of the loop notifies one of the loop. */
  @Test
  void outsiderNotifies() {
    Object monitor = new Object();
    CountDownLatch go = new CountDownLatch(1);
    new Thread(
            () -> {
              awaitReally(go);
              synchronized (monitor) {
                monitor.notify();
              }
            })
        .start();
    assertEquals(
        "woken",
        Loop.builder()
            .outside(true)
            .run(
                loop -> {
                  synchronized (monitor) {
                    go.countDown();
                    monitor.wait();
                    return "woken";
                  }
                }));
  }

  private static void awaitReally(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
