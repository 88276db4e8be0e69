package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.heddle.junit.HeddleTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Failsafe: retries. */
class FailsafeTest {
  static final Library LIBRARY =
      new Library(
          "Failsafe",
          Failsafe.class,
          List.of(
              new Program("retries with back-off", Duration.ofHours(7), FailsafeTest::retries)));

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
}
