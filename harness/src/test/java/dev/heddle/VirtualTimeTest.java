package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.verdict.DeadlockError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Time is virtual for code that knows nothing of the loop. */
class VirtualTimeTest {
  /** The JDK's own waits take exactly their virtual time, and hardly any real time. */
  @Test
  void waitsOfTheJdkTakeTheirVirtualTime() {
    long realStart = dev.heddle.internal.hook.RealTime.nanoTime();
    Duration virtual =
        Loop.run(
            loop -> {
              Thread.sleep(Duration.ofHours(10));
              Semaphore semaphore = new Semaphore(0);
              assertEquals(false, semaphore.tryAcquire(10, TimeUnit.MINUTES));
              assertEquals(false, new CountDownLatch(1).await(1, TimeUnit.DAYS));
              assertEquals(null, new ArrayBlockingQueue<String>(1).poll(3, TimeUnit.HOURS));
              Object monitor = new Object();
              synchronized (monitor) {
                monitor.wait(7000);
              }
              LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
              assertThrows(
                  TimeoutException.class,
                  () -> new CompletableFuture<String>().get(50, TimeUnit.SECONDS));
              return loop.time();
            });
    assertEquals(Duration.ofHours(37).plusMinutes(11).plusSeconds(57), virtual);
    assertTrue(realSince(realStart).toSeconds() < 10);
  }

  private static Duration realSince(long start) {
    return Duration.ofNanos(dev.heddle.internal.hook.RealTime.nanoTime() - start);
  }

  /** Every clock shows the virtual time, which starts at the same instant in every run. */
  @Test
  void clocksShowVirtualTime() {
    Loop.builder()
        .start(Instant.parse("2024-02-29T12:00:00Z"))
        .run(
            loop -> {
              long nanos = System.nanoTime();
              Tasks.sleep(Duration.ofDays(1).plusNanos(1));
              Instant expected = Instant.parse("2024-03-01T12:00:00.000000001Z");
              assertEquals(Duration.ofDays(1).toNanos() + 1, System.nanoTime() - nanos);
              assertEquals(expected, Instant.now());
              assertEquals(expected, loop.clock().instant());
              assertEquals(expected, Clock.systemUTC().instant());
              assertEquals(expected.toEpochMilli(), System.currentTimeMillis());
              assertEquals(expected.toEpochMilli(), new Date().getTime());
              assertEquals(LocalDate.of(2024, 3, 1), LocalDate.now(ZoneId.of("UTC")));
              ZoneId tokyo = ZoneId.of("Asia/Tokyo");
              assertEquals(21, java.time.LocalTime.now(loop.clock().withZone(tokyo)).getHour());
              return null;
            });
  }

  /** Outside of a managed thread the clocks are real. */
  @Test
  void clocksOutsideAreReal() {
    Loop.run(loop -> null);
    assertTrue(Instant.now().isAfter(Instant.parse("2020-01-01T00:00:00Z")));
    assertTrue(
        Math.abs(System.nanoTime() - dev.heddle.internal.hook.RealTime.nanoTime())
            < Duration.ofSeconds(10).toNanos());
  }

  /** A run of 30 virtual days with 100,000 timers ends in seconds. */
  @Test
  void thirtyDaysWithHundredThousandTimers() {
    int timers = 100_000;
    long realStart = dev.heddle.internal.hook.RealTime.nanoTime();
    AtomicInteger fired = new AtomicInteger();
    Duration took =
        Loop.run(
            loop -> {
              Random random = new Random(1);
              long days = Duration.ofDays(30).toNanos();
              List<Awaitable<Object>> all = new ArrayList<>();
              for (int i = 0; i < timers / 2; i++) {
                long at = 1 + random.nextLong(days);
                all.add(
                    Coroutine.of(
                        () -> {
                          Thread.sleep(Duration.ofNanos(at));
                          return fired.incrementAndGet();
                        }));
                loop.callAt(Duration.ofNanos(random.nextLong(days)), fired::incrementAndGet);
              }
              Tasks.gather(all).await();
              Tasks.sleep(Duration.ofDays(30).minus(loop.time()));
              return loop.time();
            });
    assertEquals(timers, fired.get());
    assertEquals(Duration.ofDays(30), took);
    assertTrue(realSince(realStart).toSeconds() < 30);
  }

  /** A pool that schedules at a fixed rate keeps its rate, in virtual time. */
  @Test
  void scheduledPoolKeepsItsRate() {
    List<Long> minutes = new ArrayList<>();
    Loop.run(
        loop -> {
          ScheduledExecutorService pool = Executors.newScheduledThreadPool(1, loop.threadFactory());
          pool.scheduleAtFixedRate(
              () -> minutes.add(loop.time().toMinutes()), 5, 10, TimeUnit.MINUTES);
          Thread.sleep(Duration.ofMinutes(40));
          pool.shutdownNow();
          return pool.awaitTermination(1, TimeUnit.DAYS);
        });
    assertEquals(List.of(5L, 15L, 25L, 35L), minutes);
  }

  /** The timeouts of CompletableFuture are virtual; one that is not needed does not move time. */
  @Test
  void timeoutsOfCompletableFuture() {
    Loop.run(
        loop -> {
          assertEquals(
              "late",
              new CompletableFuture<String>().completeOnTimeout("late", 1, TimeUnit.DAYS).get());
          assertEquals(Duration.ofDays(1), loop.time());
          java.util.concurrent.ExecutionException e =
              assertThrows(
                  java.util.concurrent.ExecutionException.class,
                  () -> new CompletableFuture<String>().orTimeout(2, TimeUnit.HOURS).get());
          assertEquals(TimeoutException.class, e.getCause().getClass());
          assertEquals(Duration.ofHours(26), loop.time());
          CompletableFuture<String> early = new CompletableFuture<>();
          early.orTimeout(9, TimeUnit.DAYS);
          early.complete("early");
          assertEquals("early", early.get());
          Tasks.sleep(Duration.ofHours(1));
          assertEquals(Duration.ofHours(27), loop.time());
          CompletableFuture<String> delayed = new CompletableFuture<>();
          CompletableFuture.delayedExecutor(3, TimeUnit.HOURS)
              .execute(() -> delayed.complete("delayed"));
          assertEquals("delayed", delayed.get());
          assertEquals(Duration.ofHours(30), loop.time());
        });
    assertThrows(DeadlockError.class, () -> Loop.run(loop -> loop.createFuture().await()));
  }

  /** Durations beyond 292 years mean "never", and negative ones "at once". */
  @Test
  void farAndNegativeTimes() {
    Loop.run(
        loop -> {
          TimerHandle never = loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
          assertEquals(Duration.ofNanos(Long.MAX_VALUE), never.when());
          Tasks.sleep(Duration.ofSeconds(-5));
          assertEquals(Duration.ZERO, loop.time());
          never.cancel();
        });
  }

  /** A callback that sleeps blocks the loop, as time.sleep does in asyncio: time passes for all. */
  @Test
  void sleepInCallbackTakesVirtualTime() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          loop.callSoon(
              () -> {
                try {
                  Thread.sleep(2000);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
          loop.callLater(Duration.ofSeconds(1), () -> log.add("due at " + loop.time()));
          Tasks.sleep(Duration.ofSeconds(1));
          return log.add("slept until " + loop.time());
        });
    assertEquals(List.of("due at PT2S", "slept until PT2S"), log);
  }
}
