package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

class RetrierTest {
  /** Plain Java, which knows nothing of Heddle. */
  static String call(Callable<String> server) throws Exception {
    while (true) {
      try {
        return server.call();
      } catch (IllegalStateException e) {
        Thread.sleep(Duration.ofMinutes(10));
      }
    }
  }

  @HeddleTest
  void retriesUntilTheServerIsUp(Clock clock, ExecutorService pool) throws Exception {
    Instant up = clock.instant().plus(Duration.ofMinutes(45));

    Future<String> answer =
        pool.submit(
            () ->
                call(
                    () -> {
                      if (Instant.now().isBefore(up)) {
                        throw new IllegalStateException("503");
                      }
                      return "42";
                    }));

    assertEquals("42", answer.get(1, TimeUnit.HOURS));
    assertEquals(Instant.parse("2000-01-01T00:50:00Z"), clock.instant());
  }
}
