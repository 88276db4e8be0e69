package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.HttpCookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whichever way a managed thread asks for the time, it is told the virtual one. */
class ClocksTest {
  private static final Instant START = Instant.parse("2024-02-29T12:34:56.789012345Z");
  private static final Duration LATER = Duration.ofDays(400).plusNanos(1_002_003_004);

  static List<ClockSource> sources() throws Exception {
    return ClockSource.all();
  }

  /** It is the loop's start at first, and moves with the virtual time, to the nanosecond. */
  @ParameterizedTest
  @MethodSource("sources")
  void saysTheVirtualTime(ClockSource source) {
    Loop.builder()
        .start(START)
        .run(
            loop -> {
              assertEquals(expected(source, START), source.actual().call());
              Thread.sleep(LATER);
              assertEquals(expected(source, START.plus(LATER)), source.actual().call());
              return null;
            });
  }

  private static Object expected(ClockSource source, Instant at) {
    return source.expected().apply(Clock.fixed(at, ZoneId.systemDefault()));
  }

  /** A callback sees the same time. */
  @ParameterizedTest
  @MethodSource("sources")
  void saysTheVirtualTimeInCallbacks(ClockSource source) {
    Object said =
        Loop.builder()
            .start(START)
            .run(
                loop -> {
                  LoopFuture<Object> answer = loop.createFuture();
                  loop.callSoon(
                      () -> {
                        try {
                          answer.setResult(source.actual().call());
                        } catch (Exception e) {
                          answer.setException(e);
                        }
                      });
                  return answer.await();
                });
    assertEquals(expected(source, START), said);
  }

  /** Outside of managed threads the time is real. */
  @ParameterizedTest
  @MethodSource("sources")
  void saysTheRealTimeOutside(ClockSource source) throws Exception {
    if (!source.title().startsWith("LocalTime") && !source.title().startsWith("OffsetTime")) {
      assertNotEquals(expected(source, Instant.EPOCH.plus(LATER)), source.actual().call());
    }
  }

  /** {@code System.nanoTime()} moves with the virtual time, and is the same in every run. */
  @Test
  void nanoTime() {
    long first = Loop.run(loop -> System.nanoTime());
    long second =
        Loop.run(
            loop -> {
              long before = System.nanoTime();
              Thread.sleep(LATER);
              assertEquals(LATER.toNanos(), System.nanoTime() - before);
              return before;
            });
    assertEquals(first, second);
  }

  /** A cookie expires in virtual time. */
  @Test
  void cookies() {
    Loop.run(
        loop -> {
          HttpCookie cookie = new HttpCookie("name", "value");
          cookie.setMaxAge(Duration.ofDays(1).toSeconds());
          Thread.sleep(Duration.ofDays(1));
          assertFalse(cookie.hasExpired());
          Thread.sleep(Duration.ofSeconds(1));
          assertTrue(cookie.hasExpired());
        });
  }
}
