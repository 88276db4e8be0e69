package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a test may ask for. */
class ParametersTest {
  private Object[] inSetUp;

  @BeforeEach
  void setUp(
      Loop loop,
      Clock clock,
      InstantSource instants,
      ThreadFactory threads,
      ExecutorService pool,
      ScheduledExecutorService scheduler) {
    inSetUp = new Object[] {loop, clock, instants, threads, pool, scheduler};
  }

  @HeddleTest
  void allMethodsOfATestGetTheSame(
      Loop loop,
      Clock clock,
      InstantSource instants,
      ThreadFactory threads,
      ExecutorService pool,
      ScheduledExecutorService scheduler) {
    Object[] here = {loop, clock, instants, threads, pool, scheduler};
    for (int i = 0; i < here.length; i++) {
      assertSame(inSetUp[i], here[i]);
    }
    assertSame(clock, instants);
    assertSame(Loop.current(), loop);
  }

  @AfterEach
  void tearDown(Loop loop, ExecutorService pool) {
    assertSame(inSetUp[0], loop);
    assertSame(inSetUp[4], pool);
    assertTrue(!pool.isShutdown());
  }

  @HeddleTest
  void theFactoryMakesThreadsOfTheLoop(ThreadFactory threads, Loop loop) throws Exception {
    List<Instant> seen = new ArrayList<>();
    Thread thread =
        threads.newThread(
            () -> {
              assertSame(loop, Loop.current());
              seen.add(Instant.now());
            });
    Thread.sleep(Duration.ofMinutes(1));
    thread.start();
    thread.join();

    assertEquals(List.of(Instant.parse("2000-01-01T00:01:00Z")), seen);
  }

  @HeddleTest
  void aThousandThingsAtOnceTakeAsLongAsOne(ExecutorService pool, Loop loop) throws Exception {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int result = i;
      futures.add(
          pool.submit(
              () -> {
                Thread.sleep(Duration.ofHours(1));
                return result;
              }));
    }

    for (int i = 0; i < 1000; i++) {
      assertEquals(i, futures.get(i).get());
    }
    assertEquals(Duration.ofHours(1), loop.time());
  }

  @HeddleTest
  void theSchedulerHasSixteenThreads(ScheduledExecutorService scheduler, Loop loop)
      throws Exception {
    assertEquals(
        16, assertInstanceOf(ScheduledThreadPoolExecutor.class, scheduler).getCorePoolSize());
    List<Future<?>> sleepers = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      sleepers.add(
          scheduler.schedule(
              () -> {
                Thread.sleep(Duration.ofHours(1));
                return null;
              },
              1,
              TimeUnit.HOURS));
    }

    sleepers.get(15).get();
    assertEquals(Duration.ofHours(2), loop.time());
    sleepers.get(16).get();
    assertEquals(Duration.ofHours(3), loop.time());
  }
}
