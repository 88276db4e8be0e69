package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.verdict.LivelockError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Threads that wait without a wait: time passes for them too, and no faster than for others. */
class SpinningTest {
  /** The ways in which a loop gives way. */
  private static Map<String, Runnable> ways() {
    Map<String, Runnable> ways = new LinkedHashMap<>();
    ways.put("Thread.yield()", () -> Thread.yield());
    ways.put("Thread::yield", Thread::yield);
    ways.put("Thread.onSpinWait()", () -> Thread.onSpinWait());
    ways.put("Thread::onSpinWait", Thread::onSpinWait);
    ways.put("LockSupport.parkNanos(1)", () -> LockSupport.parkNanos(1));
    ways.put("Thread.sleep of a nanosecond", SpinningTest::sleepForAMoment);
    return ways;
  }

  private static void sleepForAMoment() {
    try {
      Thread.sleep(Duration.ofNanos(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<DynamicTest> inEachWay(Consumer<Runnable> test) {
    return ways().entrySet().stream()
        .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> test.accept(way.getValue())));
  }

  private static void spinUntil(BooleanSupplier condition, Runnable way) {
    while (!condition.getAsBoolean()) {
      way.run();
    }
  }

  private static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.start();
    return thread;
  }

  private static Thread startAfter(Duration delay, Runnable body) {
    return start(
        "sleeper",
        () -> {
          Tasks.sleep(delay);
          body.run();
        });
  }

  // ---- it ends --------------------------------------------------------------------------------

  /** Who spins for a thread that sleeps goes on when that has woken: at that very moment. */
  @TestFactory
  Stream<DynamicTest> waitsForASleeper() {
    return inEachWay(
        way ->
            assertEquals(
                Duration.ofHours(5),
                Loop.run(
                    loop -> {
                      AtomicBoolean flag = new AtomicBoolean();
                      startAfter(Duration.ofHours(5), () -> flag.set(true));
                      spinUntil(flag::get, way);
                      return loop.time();
                    })));
  }

  /** So do many of them. */
  @Test
  void manyWaitForASleeper() {
    List<Duration> seen = new ArrayList<>();
    Loop.run(
        loop -> {
          AtomicBoolean flag = new AtomicBoolean();
          List<Thread> spinners = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            spinners.add(
                start(
                    "spinner " + i,
                    () -> {
                      spinUntil(flag::get, Thread::onSpinWait);
                      seen.add(loop.time());
                    }));
          }
          startAfter(Duration.ofSeconds(7), () -> flag.set(true));
          for (Thread spinner : spinners) {
            spinner.join();
          }
        });
    assertEquals(List.of(Duration.ofSeconds(7)), seen.stream().distinct().toList());
    assertEquals(10, seen.size());
  }

  /** Who spins until the clock shows a time is late by no more than a thousandth. */
  @TestFactory
  Stream<DynamicTest> waitsForTheClock() {
    return inEachWay(
        way -> {
          for (Duration time :
              List.of(Duration.ofNanos(1), Duration.ofMillis(50), Duration.ofHours(1))) {
            long nanos = time.toNanos();
            assertInTime(nanos, way, loop -> System.nanoTime());
            assertInTime(nanos, way, loop -> loop.time().toNanos());
            assertInTime(
                nanos,
                way,
                loop -> {
                  Instant now = Instant.now();
                  return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
                });
            assertInTime(
                TimeUnit.MILLISECONDS.toNanos(time.toMillis()),
                way,
                loop -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
          }
        });
  }

  private interface Clock {
    long read(Loop loop);
  }

  private static void assertInTime(long nanos, Runnable way, Clock clock) {
    Duration took =
        Loop.run(
            loop -> {
              long deadline = clock.read(loop) + nanos;
              spinUntil(() -> clock.read(loop) >= deadline, way);
              return loop.time();
            });
    assertTrue(took.toNanos() >= nanos, () -> took + " < " + nanos);
    long late = took.toNanos() - nanos;
    assertTrue(late <= SpinDetector.ROUND_NANOS + nanos / 1_000, () -> took + " for " + nanos);
  }

  /** One after the other, each wait is as exact as the first, however long the thread has spun. */
  @Test
  void shortWaitsAfterALongOne() {
    Loop.run(
        loop -> {
          AtomicBoolean flag = new AtomicBoolean();
          startAfter(Duration.ofDays(1), () -> flag.set(true));
          spinUntil(flag::get, Thread::yield);
          assertEquals(Duration.ofDays(1), loop.time());
          long start = System.nanoTime();
          spinUntil(() -> System.nanoTime() - start >= 1_000_000, Thread::yield);
          long took = System.nanoTime() - start;
          assertTrue(took < 1_000_000 + 2 * SpinDetector.ROUND_NANOS, "took " + took);
        });
  }

  // ---- no faster than for others --------------------------------------------------------------

  /** A few rounds take no time. */
  @Test
  void givingWayTakesNoTime() {
    Loop.run(
        loop -> {
          startAfter(Duration.ofHours(1), () -> {});
          for (int i = 0; i < SpinDetector.FREE_ROUNDS; i++) {
            Thread.yield();
          }
          assertEquals(Duration.ZERO, loop.time());
        });
  }

  /** A thread that works and gives way ten thousand times meanwhile is in time for its caller. */
  @Test
  void workersFireNobodysTimeout() throws Exception {
    int sum =
        Loop.run(
            loop -> {
              try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                AtomicInteger done = new AtomicInteger();
                Callable<Void> work =
                    () -> {
                      for (int i = 0; i < 10_000; i++) {
                        done.incrementAndGet();
                        Thread.yield();
                      }
                      return null;
                    };
                Future<Void> first = pool.submit(work);
                Future<Void> second = pool.submit(work);
                first.get(1, TimeUnit.SECONDS);
                second.get(1, TimeUnit.SECONDS);
                return done.get();
              }
            });
    assertEquals(20_000, sum);
  }

  /** No timer is passed: who sleeps in between wakes when it is due, and is seen at once. */
  @TestFactory
  Stream<DynamicTest> timersAreExact() {
    return inEachWay(
        way -> {
          List<Duration> ticks = new ArrayList<>();
          List<Duration> seen = new ArrayList<>();
          Loop.run(
              loop -> {
                AtomicInteger count = new AtomicInteger();
                start(
                    "heart",
                    () -> {
                      for (int i = 1; i <= 50; i++) {
                        Tasks.sleep(Duration.ofMinutes(i));
                        ticks.add(loop.time());
                        count.incrementAndGet();
                      }
                    });
                for (int i = 1; i <= 50; i++) {
                  int tick = i;
                  spinUntil(() -> count.get() >= tick, way);
                  seen.add(loop.time());
                }
              });
          List<Duration> expected = new ArrayList<>();
          for (int i = 1; i <= 50; i++) {
            expected.add(Duration.ofMinutes((long) i * (i + 1) / 2));
          }
          assertEquals(expected, ticks);
          assertEquals(expected, seen);
        });
  }

  /** After something has happened, those that spin have all the time they need to pass it on. */
  @Test
  void aChainOfSpinnersTakesNoTime() {
    Loop.run(
        loop -> {
          AtomicInteger stage = new AtomicInteger();
          List<Duration> last = new ArrayList<>();
          List<Thread> threads = new ArrayList<>();
          for (int number = 20; number > 0; number--) {
            int own = number;
            threads.add(
                start(
                    "stage " + own,
                    () -> {
                      spinUntil(() -> stage.get() == own, Thread::onSpinWait);
                      stage.incrementAndGet();
                      last.add(loop.time());
                    }));
          }
          startAfter(Duration.ofDays(1), stage::incrementAndGet);
          for (Thread thread : threads) {
            thread.join();
          }
          assertEquals(List.of(Duration.ofDays(1)), last.stream().distinct().toList());
        });
  }

  /** A thread that only waits to be let in by a yielding holder is no timer: nothing is passed. */
  @Test
  void timeStandsWhileSomebodyWorks() {
    Loop.run(
        loop -> {
          AtomicBoolean flag = new AtomicBoolean();
          startAfter(Duration.ofSeconds(1), () -> {});
          Thread worker =
              start(
                  "worker",
                  () -> {
                    for (int i = 0; i < 1_000; i++) {
                      Tasks.yieldNow(); // a turn of asyncio's is no spinning
                    }
                    flag.set(true);
                  });
          spinUntil(flag::get, Thread::yield);
          assertEquals(Duration.ZERO, loop.time());
          worker.join();
        });
  }

  // ---- loops that never end -------------------------------------------------------------------

  /** Nobody sleeps and nobody looks at the clock: the steps are used up, and time stands still. */
  @Test
  void spinningForNobodyIsALivelock() {
    Loop[] made = new Loop[1];
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .stepLimit(10_000)
                    .onBuilt(loop -> made[0] = loop)
                    .run(
                        loop -> {
                          Tasks.currentTask().setName("spinner");
                          spinForEver();
                          return null;
                        }));
    assertTrue(error.getMessage().contains("has taken 10000 steps"), error.getMessage());
    assertTrue(
        error.getMessage().contains("spinner stands at SpinningTest.java:"), error.getMessage());
    assertEquals(Duration.ZERO, made[0].time());
  }

  private static void spinForEver() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  /** Who looks at the clock may go on until its end, which comes soon. */
  @Test
  void spinningByTheClockForEverIsALivelock() {
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .stepLimit(1_000_000)
                    .run(
                        loop -> {
                          Tasks.currentTask().setName("spinner");
                          while (System.nanoTime() != 0) {
                            Thread.yield();
                          }
                          return null;
                        }));
    String message = error.getMessage();
    assertTrue(
        message.startsWith(
            "Livelock: everything that could run spins, until virtual time has come to its end."),
        message);
    assertTrue(message.contains("spinner stands at SpinningTest.java:"), message);
    assertTrue(
        message.endsWith(
            "Look at what the spinning loop waits for, and at which thread should bring that about."),
        message);
  }

  /** A limit of time that was said comes first. */
  @Test
  void timeLimit() {
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .timeLimit(Duration.ofHours(1))
                    .run(
                        loop -> {
                          spinUntil(() -> System.nanoTime() == 0, Thread::yield);
                          return null;
                        }));
    assertTrue(
        error.getMessage().contains("virtual time would go beyond its limit of 1h"),
        error.getMessage());
  }

  // ---- where it does not give way -------------------------------------------------------------

  /** A callback runs on the carrier, and goes on. */
  @Test
  void inACallback() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          loop.callSoon(
              () -> {
                Thread.onSpinWait();
                log.add("called");
              });
          Tasks.yieldNow();
        });
    assertEquals(List.of("called"), log);
  }

  /** A class that is being initialised cannot give way, and goes on. */
  private static final class Initialised {
    static final int ROUNDS;

    static {
      int rounds = 0;
      while (rounds < 3) {
        rounds++;
        Thread.onSpinWait();
      }
      ROUNDS = rounds;
    }
  }

  @Test
  void inAClassInitialiser() {
    int rounds = Loop.run(loop -> Initialised.ROUNDS);
    assertEquals(3, rounds);
  }

  /** Outside of loops nothing has changed, for platform and virtual threads. */
  @Test
  void outsideOfLoops() throws Exception {
    AtomicBoolean flag = new AtomicBoolean();
    Thread spinner = Thread.ofVirtual().start(() -> spinUntil(flag::get, Thread::onSpinWait));
    Thread.onSpinWait();
    assertTrue(spinner.isAlive());
    flag.set(true);
    spinner.join();
  }

  // ---- in other orders ------------------------------------------------------------------------

  private static List<Policy> policies() {
    return List.of(
        Policies.random(1),
        Policies.pct(3, 1),
        Policies.pos(1),
        Policies.urw(1),
        Policies.surw(1, name -> name.equals("first")),
        Policies.delays(2, 1),
        Policies.lifo(),
        Policies.roundRobin());
  }

  /** No policy can let a thread spin for ever while the one that it waits for could go on. */
  @Test
  void everyPolicyIsFair() {
    for (Policy policy : policies()) {
      Exploration<Duration> all =
          Explorer.create()
              .policy(policy)
              .schedules(20)
              .check(
                  loop -> {
                    AtomicInteger turn = new AtomicInteger();
                    Thread first =
                        start(
                            "first",
                            () -> {
                              spinUntil(() -> turn.get() == 1, Thread::onSpinWait);
                              Tasks.sleep(Duration.ofMinutes(1));
                              turn.set(2);
                            });
                    Thread second =
                        start(
                            "second",
                            () -> {
                              turn.set(1);
                              spinUntil(() -> turn.get() == 2, Thread::yield);
                            });
                    first.join();
                    second.join();
                    return loop.time();
                  });
      assertSame(Exploration.Verdict.SAMPLE_PASSED, all.verdict(), policy::toString);
      assertEquals(Set.of(Duration.ofMinutes(1)), all.values());
    }
  }
}
