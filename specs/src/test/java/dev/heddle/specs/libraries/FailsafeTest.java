package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.heddle.junit.HeddleTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Failsafe: retries, time limits and circuit breakers, on its own scheduler. */
class FailsafeTest {
  static final Library LIBRARY =
      new Library(
          "Failsafe",
          Failsafe.class,
          List.of(
              new Program("retries with back-off", Duration.ofHours(7), FailsafeTest::retries),
              new Program("asynchronous retries", Duration.ofHours(36), FailsafeTest::retriesLater),
              new Program(
                  "time limit", Duration.ofMinutes(15).minusNanos(1), FailsafeTest::limitsTime),
              new Program("circuit breaker", Duration.ofHours(5), FailsafeTest::breaks)));

  private static void retries(List<String> log) {
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder()
            .handle(IOException.class)
            .withBackoff(Duration.ofHours(1), Duration.ofHours(8))
            .withMaxRetries(10)
            .build();
    String answer =
        Failsafe.with(policy)
            .get(
                attempt -> {
                  Seen.at(log, "attempt " + attempt.getAttemptCount());
                  if (attempt.getAttemptCount() < 3) {
                    throw new IOException("down");
                  }
                  return "up";
                });
    Seen.at(log, answer);
  }

  @HeddleTest
  void retriesWithBackOff() throws Exception {
    assertEquals(
        List.of("PT0S attempt 0", "PT1H attempt 1", "PT3H attempt 2", "PT7H attempt 3", "PT7H up"),
        Seen.by(FailsafeTest::retries));
  }

  private static void retriesLater(List<String> log) throws Exception {
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder().withDelay(Duration.ofHours(12)).withMaxRetries(10).build();
    CompletableFuture<String> answer =
        Failsafe.with(policy)
            .getAsync(
                attempt -> {
                  Seen.at(log, "attempt " + attempt.getAttemptCount());
                  if (attempt.getAttemptCount() < 3) {
                    throw new IOException("down");
                  }
                  return "up";
                });
    Seen.at(log, "asked");
    Seen.at(log, answer.get());
  }

  @HeddleTest
  void retriesTwiceADay() throws Exception {
    assertEquals(
        List.of(
            "PT0S asked",
            "PT0S attempt 0",
            "PT12H attempt 1",
            "PT24H attempt 2",
            "PT36H attempt 3",
            "PT36H up"),
        Seen.by(FailsafeTest::retriesLater));
  }

  /** Its scheduler has a real thread then, which goes on outside. */
  @Test
  void mayHaveBeenUsedInRealTime() throws Exception {
    Program retries = LIBRARY.programs().get(1);
    Program.Run before = retries.run();
    retryInRealTime();
    assertEquals(before, retries.run());
    retryInRealTime();
  }

  private static void retryInRealTime() throws Exception {
    RetryPolicy<Integer> policy =
        RetryPolicy.<Integer>builder().withDelay(Duration.ofNanos(1)).handleResult(0).build();
    assertEquals(1, Failsafe.with(policy).getAsync(attempt -> attempt.getAttemptCount()).get());
  }

  private static void limitsTime(List<String> log) {
    Timeout<Object> limit = Timeout.builder(Duration.ofMinutes(5)).withInterrupt().build();
    assertThrows(
        TimeoutExceededException.class,
        () ->
            Failsafe.with(limit)
                .run(
                    () -> {
                      try {
                        Thread.sleep(Duration.ofHours(1));
                      } finally {
                        Seen.at(log, "interrupted");
                      }
                    }));
    CompletableFuture<String> late =
        Failsafe.with(limit)
            .getAsync(
                () -> {
                  Thread.sleep(Duration.ofHours(1));
                  return "late";
                });
    assertThrows(ExecutionException.class, late::get);
    Seen.at(log, "given up");
    CompletableFuture<String> soon =
        Failsafe.with(limit)
            .getAsync(
                () -> {
                  Thread.sleep(Duration.ofMinutes(5).minusNanos(1));
                  return "in time";
                });
    Seen.at(log, soon.join());
  }

  @HeddleTest
  void limitsTimeToTheNanosecond() throws Exception {
    assertEquals(
        List.of("PT5M interrupted", "PT10M given up", "PT14M59.999999999S in time"),
        Seen.by(FailsafeTest::limitsTime));
  }

  private static void breaks(List<String> log) throws Exception {
    CircuitBreaker<Object> breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(3)
            .withDelay(Duration.ofHours(2))
            .onOpen(event -> Seen.at(log, "open"))
            .onHalfOpen(event -> Seen.at(log, "half-open"))
            .onClose(event -> Seen.at(log, "closed"))
            .build();
    for (int minute = 0; minute < 5 * 60; minute += 30) {
      boolean down = minute < 90;
      try {
        Failsafe.with(breaker)
            .run(
                () -> {
                  if (down) {
                    throw new IOException("down");
                  }
                });
        Seen.at(log, "called");
      } catch (CircuitBreakerOpenException e) {
        Seen.at(log, "refused for " + e.getCircuitBreaker().getRemainingDelay());
      } catch (dev.failsafe.FailsafeException e) {
        Seen.at(log, e.getCause().getMessage());
      }
      Thread.sleep(Duration.ofMinutes(30));
    }
  }

  @HeddleTest
  void breaksTheCircuitForTwoHours() throws Exception {
    assertEquals(
        List.of(
            "PT0S down",
            "PT30M down",
            "PT1H open",
            "PT1H down",
            "PT1H30M refused for PT1H30M",
            "PT2H refused for PT1H",
            "PT2H30M refused for PT30M",
            "PT3H half-open",
            "PT3H closed",
            "PT3H called",
            "PT3H30M called",
            "PT4H called",
            "PT4H30M called"),
        Seen.by(FailsafeTest::breaks));
  }
}
