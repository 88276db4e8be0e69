package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.util.concurrent.AbstractExecutionThreadService;
import com.google.common.util.concurrent.AbstractScheduledService;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.RateLimiter;
import com.google.common.util.concurrent.Service;
import com.google.common.util.concurrent.ServiceManager;
import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Guava: its rate limiter, its futures, and its services. */
class GuavaTest {
  static final Library LIBRARY =
      new Library(
          "Guava",
          RateLimiter.class,
          List.of(
              new Program("rate limiter", Duration.ofHours(4), GuavaTest::limitsTheRate),
              new Program("listenable futures", Duration.ofHours(6), GuavaTest::listens),
              new Program("service manager", Duration.ofHours(48), GuavaTest::serves)));

  private static void limitsTheRate(List<String> log) throws Exception {
    RateLimiter hourly = RateLimiter.create(1.0 / 3600);
    for (int i = 0; i < 3; i++) {
      Seen.at(log, "after " + hourly.acquire() + " s");
    }
    Seen.at(log, "at once: " + hourly.tryAcquire());
    Seen.at(log, "within a day: " + hourly.tryAcquire(Duration.ofDays(1)));
    Thread.sleep(Duration.ofHours(1));
    Seen.at(log, "at once: " + hourly.tryAcquire());
  }

  @HeddleTest
  void letsOnePassEachHour() throws Exception {
    assertEquals(
        List.of(
            "PT0S after 0.0 s",
            "PT1H after 3600.0 s",
            "PT2H after 3600.0 s",
            "PT2H at once: false",
            "PT3H within a day: true",
            "PT4H at once: true"),
        Seen.by(GuavaTest::limitsTheRate));
  }

  private static void listens(List<String> log) throws Exception {
    try (var threads = Executors.newScheduledThreadPool(2)) {
      ListeningScheduledExecutorService pool = MoreExecutors.listeningDecorator(threads);
      ListenableFuture<String> slow = pool.schedule(() -> "slow", Duration.ofHours(5));
      ListenableFuture<String> quick = pool.schedule(() -> "quick", Duration.ofHours(1));
      slow.addListener(() -> Seen.at(log, "slow is done"), MoreExecutors.directExecutor());
      quick.addListener(() -> Seen.at(log, "quick is done"), MoreExecutors.directExecutor());
      ListenableFuture<String> limited =
          Futures.withTimeout(Futures.nonCancellationPropagating(slow), Duration.ofHours(2), pool);
      ExecutionException late = assertThrows(ExecutionException.class, limited::get);
      assertInstanceOf(TimeoutException.class, late.getCause());
      Seen.at(log, "timed out");
      Seen.at(log, Futures.allAsList(slow, quick).get().toString());
      ListenableFuture<String> again =
          Futures.scheduleAsync(
              () -> Futures.immediateFuture("again"), Duration.ofHours(1), threads);
      Seen.at(log, Futures.transform(again, text -> text + "!", pool).get());
    }
  }

  @HeddleTest
  void tellsListeners() throws Exception {
    assertEquals(
        List.of(
            "PT1H quick is done",
            "PT2H timed out",
            "PT5H slow is done",
            "PT5H [slow, quick]",
            "PT6H again!"),
        Seen.by(GuavaTest::listens));
  }

  /** Does something every eighteen hours. */
  private static final class Ticking extends AbstractScheduledService {
    private final List<String> log;

    Ticking(List<String> log) {
      this.log = log;
    }

    @Override
    protected void runOneIteration() {
      Seen.at(log, "tick");
    }

    @Override
    protected Scheduler scheduler() {
      return Scheduler.newFixedRateSchedule(Duration.ofHours(3), Duration.ofHours(18));
    }
  }

  /** Takes an hour to start, and runs until it is told not to. */
  private static final class Running extends AbstractExecutionThreadService {
    private final CountDownLatch stop = new CountDownLatch(1);

    @Override
    protected void startUp() throws InterruptedException {
      Thread.sleep(Duration.ofHours(1));
    }

    @Override
    protected void run() throws InterruptedException {
      stop.await();
    }

    @Override
    protected void triggerShutdown() {
      stop.countDown();
    }
  }

  private static void serves(List<String> log) throws Exception {
    ServiceManager manager = new ServiceManager(List.of(new Ticking(log), new Running()));
    manager.addListener(
        new ServiceManager.Listener() {
          @Override
          public void healthy() {
            Seen.at(log, "healthy");
          }

          @Override
          public void stopped() {
            Seen.at(log, "stopped");
          }

          @Override
          public void failure(Service service) {
            Seen.at(log, service + " failed");
          }
        },
        MoreExecutors.directExecutor());
    manager.startAsync();
    assertThrows(TimeoutException.class, () -> manager.awaitHealthy(Duration.ofMinutes(30)));
    manager.awaitHealthy();
    Seen.at(log, "started after " + manager.startupDurations().values());
    Thread.sleep(Duration.ofHours(47));
    manager.stopAsync().awaitStopped(Duration.ofHours(1));
  }

  @HeddleTest
  void servesForTwoDays() throws Exception {
    assertEquals(
        List.of(
            "PT1H healthy",
            "PT1H started after [PT0S, PT1H]",
            "PT3H tick",
            "PT21H tick",
            "PT39H tick",
            "PT48H stopped"),
        Seen.by(GuavaTest::serves));
  }
}
