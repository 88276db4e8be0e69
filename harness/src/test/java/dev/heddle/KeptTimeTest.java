package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a static field has kept of the time is before every later time, in a loop and outside. */
class KeptTimeTest {
  /** As Netty's ticker. */
  private static final class OutsideFirst {
    private static final long START = System.nanoTime();

    static long elapsed() {
      return System.nanoTime() - START;
    }
  }

  /** Another class of the same kind. */
  private static final class LoopFirst {
    private static final long START = System.nanoTime();

    static long elapsed() {
      return System.nanoTime() - START;
    }
  }

  @Test
  void thatWasReadOutside() {
    assertTrue(OutsideFirst.elapsed() >= 0);
    for (int i = 0; i < 2; i++) {
      Loop.run(
          loop -> {
            long before = OutsideFirst.elapsed();
            assertTrue(before > 0);
            Thread.sleep(Duration.ofHours(1));
            assertEquals(Duration.ofHours(1).toNanos(), OutsideFirst.elapsed() - before);
          });
    }
  }

  @Test
  void thatWasReadInALoop() {
    Loop.run(
        loop -> {
          Thread.sleep(Duration.ofHours(1));
          assertTrue(LoopFirst.elapsed() > 0);
        });
    long expected = Loop.<Long>run(loop -> LoopFirst.elapsed());
    assertTrue(expected > 0);
    assertEquals(expected, Loop.<Long>run(loop -> LoopFirst.elapsed()).longValue());
    assertTrue(LoopFirst.elapsed() > 0);
  }
}
