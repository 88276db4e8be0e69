package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.List;
import kotlinx.coroutines.CoroutineDispatcher;

/** Kotlin's coroutines: delays, time limits, a mutex, channels, flows, on all dispatchers. */
class KotlinTest {
  static final Library LIBRARY =
      new Library(
          "Kotlin coroutines",
          CoroutineDispatcher.class,
          List.of(
              new Program(
                  "delay, withTimeout", Duration.ofHours(3).plusMinutes(30), Coroutines::delays),
              new Program(
                  "Dispatchers.Default and IO", Duration.ofHours(4), Coroutines::dispatches),
              new Program("Channel, Mutex", Duration.ofMinutes(50), Coroutines::channels),
              new Program("Flow", Duration.ofHours(9).plusMinutes(40), Coroutines::flows)));

  @HeddleTest
  void delaysAndGivesUp() throws Exception {
    assertEquals(
        List.of(
            "PT30M got null",
            "PT1H first",
            "PT2H second",
            "PT3H30M Timed out waiting for 10800000 ms"),
        Seen.by(Coroutines::delays));
  }

  @HeddleTest
  void dispatches() throws Exception {
    assertEquals(List.of("PT2H sum 6", "PT4H read"), Seen.by(Coroutines::dispatches));
  }

  @HeddleTest
  void emptiesAChannel() throws Exception {
    assertEquals(List.of("PT50M total 15"), Seen.by(Coroutines::channels));
  }

  @HeddleTest
  void debouncesAndRetries() throws Exception {
    assertEquals(
        List.of(
            "PT50M calm after 20",
            "PT2H10M calm after 50",
            "PT2H40M calm after 60",
            "PT9H40M [up]"),
        Seen.by(Coroutines::flows));
  }
}
