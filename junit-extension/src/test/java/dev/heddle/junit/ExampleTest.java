package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.testing.VirtualTime;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Problem.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user would write: plain Java under test, hours of it, in no time. */
class ExampleTest {
  /** Code under test that knows nothing of Heddle. */
  static final class Retrier {
    private final int attempts;
    private final Duration backOff;

    Retrier(int attempts, Duration backOff) {
      this.attempts = attempts;
      this.backOff = backOff;
    }

    <T> T call(Callable<T> action) throws Exception {
      for (int attempt = 1; ; attempt++) {
        try {
          return action.call();
        } catch (IllegalStateException e) {
          if (attempt == attempts) {
            throw e;
          }
          Thread.sleep(backOff);
        }
      }
    }
  }

  /** A server that is down until a certain time. */
  static final class FlakyServer {
    private final Instant upAgain;
    private final Clock clock;

    FlakyServer(Instant upAgain, Clock clock) {
      this.upAgain = upAgain;
      this.clock = clock;
    }

    String answer() {
      if (clock.instant().isBefore(upAgain)) {
        throw new IllegalStateException("503");
      }
      return "42";
    }
  }

  @HeddleTest
  void retriesUntilTheServerIsUpAgain(Clock clock) throws Exception {
    FlakyServer server = new FlakyServer(Instant.parse("2000-01-01T00:45:00Z"), clock);

    String answer = new Retrier(6, Duration.ofMinutes(10)).call(server::answer);

    assertEquals("42", answer);
    assertEquals(Instant.parse("2000-01-01T00:50:00Z"), clock.instant());
  }

  @HeddleTest
  void givesUpAfterTheLastAttempt(Loop loop, Clock clock) {
    FlakyServer server = new FlakyServer(Instant.MAX, clock);
    Retrier retrier = new Retrier(6, Duration.ofMinutes(10));

    assertThrows(IllegalStateException.class, () -> retrier.call(server::answer));
    assertEquals(Duration.ofMinutes(50), loop.time());
  }

  @Heddle
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000})
  void waitsAsLongAsItSays(int minutes, Loop loop) throws Exception {
    Thread.sleep(Duration.ofMinutes(minutes));

    assertEquals(Duration.ofMinutes(minutes), loop.time());
  }

  @HeddleTest
  @VirtualTime(start = "2024-02-28T12:00:00Z")
  void aDailyJobRunsOnTheLeapDayToo(ScheduledExecutorService scheduler, Clock clock)
      throws Exception {
    List<String> runs = new ArrayList<>();
    scheduler.scheduleAtFixedRate(() -> runs.add(clock.instant().toString()), 1, 1, TimeUnit.DAYS);

    Thread.sleep(Duration.ofHours(60));

    assertEquals(List.of("2024-02-29T12:00:00Z", "2024-03-01T12:00:00Z"), runs);
  }

  @HeddleTest
  void aSlowAnswerIsNotWaitedFor(ExecutorService pool, Loop loop) {
    Future<String> slow =
        pool.submit(
            () -> {
              Thread.sleep(Duration.ofHours(3));
              return "late";
            });

    assertThrows(TimeoutException.class, () -> slow.get(5, TimeUnit.SECONDS));
    assertEquals(Duration.ofSeconds(5), loop.time());
  }

  @HeddleTest
  void workersTakeTurns() {
    List<String> done = new ArrayList<>();
    Task<Boolean> a =
        Tasks.createTask(
            () -> {
              Tasks.sleep(Duration.ofSeconds(2));
              return done.add("a");
            });
    Task<Boolean> b =
        Tasks.createTask(
            () -> {
              Tasks.sleep(Duration.ofSeconds(1));
              return done.add("b");
            });

    assertTrue(a.await() && b.await());
    assertEquals(List.of("b", "a"), done);
  }

  @HeddleTest
  void stuckWorkersAreSeenByATimeout(ExecutorService pool, Loop loop) {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    Future<?> one = pool.submit(() -> lockBoth(left, right));
    Future<?> other = pool.submit(() -> lockBoth(right, left));

    assertThrows(TimeoutException.class, () -> one.get(1, TimeUnit.DAYS));
    assertThrows(TimeoutException.class, () -> other.get(1, TimeUnit.DAYS));
    assertEquals(Duration.ofDays(2), loop.time());
  }

  @SuppressWarnings("LockNotBeforeTry") // it is not to be unlocked
  private static Void lockBoth(ReentrantLock first, ReentrantLock second)
      throws InterruptedException {
    first.lockInterruptibly();
    Thread.sleep(Duration.ofSeconds(1));
    second.lockInterruptibly();
    return null;
  }

  /** A deadlock of the whole program is found at once; outside of the test's own loop here. */
  @org.junit.jupiter.api.Test
  void aDeadlockEndsTheRun() {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();

    DeadlockError deadlock =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.run(
                    loop -> {
                      Task<Void> one = loop.createTask(() -> lockBoth(left, right));
                      Task<Void> other = loop.createTask(() -> lockBoth(right, left));
                      one.await();
                      return other.await();
                    }));

    assertEquals(3, deadlock.pending().size());
  }

  @HeddleTest(tolerate = Kind.NEVER_RETRIEVED)
  void aFailureThatNobodyLooksAtMayBeTolerated() throws Exception {
    Tasks.createTask(
        () -> {
          throw new IllegalStateException("nobody cares");
        });

    Thread.sleep(1);
  }

  @HeddleTest
  void failuresInPoolsArriveAsUsual(ExecutorService pool) {
    Future<Integer> failing = pool.submit(() -> Integer.parseInt("many"));

    ExecutionException failure = assertThrows(ExecutionException.class, failing::get);
    assertEquals(NumberFormatException.class, failure.getCause().getClass());
  }
}
