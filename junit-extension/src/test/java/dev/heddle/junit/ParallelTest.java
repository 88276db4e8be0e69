package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Loops run side by side, and none sees another's time. */
class ParallelTest {
  private static final int TESTS = 50;
  private static final String PARALLEL = "junit.jupiter.execution.parallel.";

  private static final CountDownLatch FOUR_AT_ONCE = new CountDownLatch(4);

  /** In JUnit's threads: makes sure that tests overlap. */
  static class WaitsForOthers implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
      FOUR_AT_ONCE.countDown();
      assertTrue(FOUR_AT_ONCE.await(30, TimeUnit.SECONDS), "tests are to overlap");
    }
  }

  @Heddle
  @ExtendWith(WaitsForOthers.class)
  static class Many {
    @BeforeEach
    void setUp() throws Exception {
      Thread.sleep(Duration.ofHours(1));
    }

    @RepeatedTest(TESTS)
    void test(RepetitionInfo repetition, Loop loop, Clock clock, ExecutorService pool)
        throws Exception {
      int number = repetition.getCurrentRepetition();
      List<Future<Instant>> wakings = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        Duration nap = Duration.ofMinutes((long) number * i);
        wakings.add(
            pool.submit(
                () -> {
                  Thread.sleep(nap);
                  return Instant.now();
                }));
      }
      Instant start = Instant.parse("2000-01-01T01:00:00Z");
      for (int i = 1; i <= 20; i++) {
        Instant expected = start.plus(Duration.ofMinutes((long) number * i));
        assertEquals(expected, wakings.get(i - 1).get());
        assertEquals(expected, clock.instant());
      }
      assertEquals(Duration.ofMinutes(60 + number * 20L), loop.time());
    }
  }

  @Test
  void fiftyLoopsRunSideBySide() {
    Kit.passes(
        TESTS,
        Many.class,
        PARALLEL + "enabled",
        "true",
        PARALLEL + "mode.default",
        "concurrent",
        PARALLEL + "config.strategy",
        "fixed",
        PARALLEL + "config.fixed.parallelism",
        "8");
  }
}
