package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

class FirstTest {
  @HeddleTest
  void sleepsForADay(Clock clock) throws Exception {
    Instant before = clock.instant();
    Thread.sleep(Duration.ofDays(1));
    assertEquals(before.plus(Duration.ofDays(1)), clock.instant());
  }
}
