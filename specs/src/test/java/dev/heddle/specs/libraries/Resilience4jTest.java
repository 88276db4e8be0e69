package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.junit.HeddleTest;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Resilience4j: limits of rate, of concurrency and of time. */
class Resilience4jTest {
  static final Library LIBRARY =
      new Library(
          "Resilience4j",
          RateLimiter.class,
          List.of(
              new Program("rate limiter", Duration.ofHours(4), Resilience4jTest::limitsTheRate),
              new Program("bulkhead", Duration.ofHours(3), Resilience4jTest::limitsConcurrency),
              new Program(
                  "bulkhead with a pool", Duration.ofHours(4), Resilience4jTest::limitsAPool),
              new Program("time limiter", Duration.ofHours(2), Resilience4jTest::limitsTime)));

  private static void limitsTheRate(List<String> log) {
    RateLimiter limiter =
        RateLimiter.of(
            "two an hour",
            RateLimiterConfig.custom()
                .limitForPeriod(2)
                .limitRefreshPeriod(Duration.ofHours(1))
                .timeoutDuration(Duration.ofHours(2))
                .build());
    try (ExecutorService pool = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 8; i++) {
        int caller = i;
        pool.execute(
            () -> {
              try {
                limiter.executeRunnable(() -> Seen.at(log, "passes " + caller));
              } catch (RequestNotPermitted e) {
                Seen.at(log, "is refused " + caller);
              }
            });
      }
    }
    limiter.changeTimeoutDuration(Duration.ofHours(10));
    limiter.acquirePermission(4);
    Seen.at(log, "passes as four");
  }

  @HeddleTest
  void letsTwoPassEachHour() throws Exception {
    assertEquals(
        List.of(
            "PT0S passes 0",
            "PT0S passes 1",
            "PT1H passes 2",
            "PT1H passes 3",
            "PT2H passes 4",
            "PT2H passes 5",
            "PT2H is refused 6",
            "PT2H is refused 7",
            "PT4H passes as four"),
        Seen.by(Resilience4jTest::limitsTheRate));
  }

  private static void limitsConcurrency(List<String> log) throws Exception {
    Bulkhead bulkhead =
        Bulkhead.of(
            "two at once",
            BulkheadConfig.custom()
                .maxConcurrentCalls(2)
                .maxWaitDuration(Duration.ofMinutes(90))
                .build());
    try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 6; i++) {
        int caller = i;
        pool.execute(
            () -> {
              try {
                bulkhead.executeRunnable(() -> work(caller, log));
              } catch (BulkheadFullException e) {
                Seen.at(log, "is refused " + caller);
              }
            });
      }
    }
    Thread.sleep(Duration.ofHours(1));
    Seen.at(log, "free: " + bulkhead.getMetrics().getAvailableConcurrentCalls());
  }

  private static void work(int caller, List<String> log) {
    try {
      Thread.sleep(Duration.ofHours(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Seen.at(log, "is done " + caller);
  }

  @HeddleTest
  void letsTwoInAtOnce() throws Exception {
    assertEquals(
        List.of(
            "PT1H is done 0",
            "PT1H is done 1",
            "PT1H30M is refused 5",
            "PT1H30M is refused 4",
            "PT2H is done 2",
            "PT2H is done 3",
            "PT3H free: 2"),
        Seen.by(Resilience4jTest::limitsConcurrency));
  }

  private static void limitsAPool(List<String> log) throws Exception {
    ThreadPoolBulkheadConfig config =
        ThreadPoolBulkheadConfig.custom()
            .coreThreadPoolSize(1)
            .maxThreadPoolSize(2)
            .queueCapacity(2)
            .keepAliveDuration(Duration.ofMinutes(1))
            .build();
    ThreadPoolBulkhead bulkhead = ThreadPoolBulkhead.of("pool", config);
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int caller = i;
      try {
        calls.add(bulkhead.executeRunnable(() -> work(caller, log)).toCompletableFuture());
      } catch (BulkheadFullException e) {
        Seen.at(log, "is refused " + caller);
      }
    }
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get();
    Thread.sleep(Duration.ofHours(2));
    Seen.at(log, "threads left: " + bulkhead.getMetrics().getThreadPoolSize());
    bulkhead.close();
  }

  @HeddleTest
  void refusesWhatTheQueueOfItsPoolDoesNotHold() throws Exception {
    assertEquals(
        List.of(
            "PT0S is refused 4",
            "PT1H is done 0",
            "PT1H is done 3",
            "PT2H is done 1",
            "PT2H is done 2",
            "PT4H threads left: 1"),
        Seen.by(Resilience4jTest::limitsAPool));
  }

  private static void limitsTime(List<String> log) throws Exception {
    TimeLimiter limiter = TimeLimiter.of(Duration.ofMinutes(30));
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(2)) {
      List<Future<?>> started = new ArrayList<>();
      assertThrows(
          TimeoutException.class,
          () ->
              limiter.executeFutureSupplier(
                  () -> {
                    Future<?> call = pool.submit(() -> work(0, log));
                    started.add(call);
                    return call;
                  }));
      Seen.at(log, "timed out, and cancelled: " + started.get(0).isCancelled());
      CompletableFuture<String> stage =
          limiter
              .executeCompletionStage(pool, () -> new CompletableFuture<String>())
              .toCompletableFuture();
      ExecutionException late = assertThrows(ExecutionException.class, stage::get);
      Seen.at(log, late.getCause().getMessage());
      String quick =
          limiter
              .executeCompletionStage(
                  pool,
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> "quick", CompletableFuture.delayedExecutor(29, TimeUnit.MINUTES)))
              .toCompletableFuture()
              .get();
      Seen.at(log, quick);
      Thread.sleep(Duration.ofMinutes(31));
    }
  }

  @HeddleTest
  void limitsTimeToHalfAnHour() throws Exception {
    assertEquals(
        List.of(
            "PT30M timed out, and cancelled: true",
            "PT1H TimeLimiter 'UNDEFINED' recorded a timeout exception.",
            "PT1H29M quick"),
        Seen.by(Resilience4jTest::limitsTime));
  }
}
