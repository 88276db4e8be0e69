package dev.heddle.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.internal.search.SearchSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One value for all settings: what is set where, what holds, and what is refused. */
class SettingsTest {
  private static final Settings PATIENT =
      Settings.NONE.with(LoopSettings.STALL_TIMEOUT, Duration.ofMinutes(1), "the patient");
  private static final Settings ALL =
      Settings.NONE.with(SearchSettings.EXHAUSTIVE, true, "'exhaustive' of the class");
  private static final Settings SOME =
      Settings.NONE.with(SearchSettings.MAX_DEVIATIONS, 2, "'maxDeviations' of the method");

  @Test
  void whatIsNotSetHasItsDefault() {
    assertEquals(Duration.ofSeconds(30), Settings.NONE.get(LoopSettings.STALL_TIMEOUT));
    assertFalse(Settings.NONE.isSet(LoopSettings.STALL_TIMEOUT));
    assertTrue(Settings.NONE.with(LoopSettings.NESTED, false).isSet(LoopSettings.NESTED));
  }

  /** A nearer value holds, and the others stay. */
  @Test
  void over() {
    Settings others = PATIENT.with(LoopSettings.PROCESSORS, 2);
    Settings hasty = Settings.NONE.with(LoopSettings.STALL_TIMEOUT, Duration.ofSeconds(1));
    Settings both = hasty.over(others);
    assertEquals(Duration.ofSeconds(1), both.get(LoopSettings.STALL_TIMEOUT));
    assertEquals(2, both.get(LoopSettings.PROCESSORS));
    assertEquals(Duration.ofMinutes(1), others.get(LoopSettings.STALL_TIMEOUT), "is immutable");
  }

  /** A nearer answer to a question replaces all other answers. */
  @Test
  void overOfAChoice() {
    Settings both = SOME.over(ALL);
    assertEquals(2, both.get(SearchSettings.MAX_DEVIATIONS));
    assertFalse(both.isSet(SearchSettings.EXHAUSTIVE));
    assertEquals(both, both.consistent());
  }

  @Test
  void theSameSetTwice() {
    assertRefused(
        "the patient and the patient. Each of them says 'stallTimeout': keep one.",
        () -> PATIENT.and(PATIENT));
    assertRefused(
        "'exhaustive' of the class and 'policy'. Each of them says which schedules to run: keep"
            + " one.",
        () -> ALL.and(SearchSettings.withPolicy(Settings.NONE, "exhaustive", "'policy'")));
  }

  @Test
  void twoAnswersToOneQuestion() {
    assertRefused(
        "'exhaustive' of the class and 'maxDeviations' of the method. Each of them says which"
            + " schedules to run: keep one.",
        () -> SOME.and(ALL).consistent());
  }

  /** As JUnit writes durations, and as Java does. */
  @ParameterizedTest
  @CsvSource({
    "30, PT30S",
    "30 s, PT30S",
    "30s, PT30S",
    "5 ms, PT0.005S",
    "7 NS, PT0.000000007S",
    "3 μs, PT0.000003S",
    "3 us, PT0.000003S",
    "2 m, PT2M",
    "1 h, PT1H",
    "1 d, PT24H",
    "PT2.5S, PT2.5S"
  })
  void durations(String text, Duration expected) {
    assertEquals(expected, LoopSettings.STALL_TIMEOUT.read(text, "it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1 s",
        "PT0S",
        "soon",
        "1 week",
        "99999999999999999999 d",
        "9223372036854775807 d"
      })
  void noDurations(String text) {
    assertRefused(
        "it must be a positive duration, such as 30 s or PT30S, and is ["
            + (text.equals("0") ? "PT0S" : text.equals("-1 s") ? "PT-1S" : text)
            + "].",
        () -> LoopSettings.STALL_TIMEOUT.read(text, "it"));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
