package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Schedule.Deviation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token at the bounds of what a run can give. */
class TokenBoundsTest {
  private static final int LONGEST = 1 << 20;

  private static String refusal(String token) {
    return assertThrows(BadTokenException.class, () -> Schedule.parse(token)).getMessage();
  }

  private static Schedule deviates(int at, int option, int of, int decisions) {
    return new Schedule(List.of(new Deviation(at, option, of, 7)), decisions, 9);
  }

  /** The last decision can deviate, and none after it; the last option can be taken. */
  @Test
  void lastDecisionAndOption() {
    Schedule last = deviates(5, 2, 3, 6);
    assertEquals(last, Schedule.parse(last.token()));
    assertTrue(refusal(deviates(6, 2, 3, 6).token()).contains("contradict"));
    assertTrue(refusal(deviates(5, 3, 3, 6).token()).contains("contradict"));
  }

  /** Numbers up to 127 take one byte. */
  @Test
  void smallNumbers() {
    assertEquals(10, new Schedule(List.of(), 127, 0).token().length());
    assertEquals(11, new Schedule(List.of(), 128, 0).token().length());
  }

  /** The longest token is read, and a longer one is not looked at. */
  @Test
  void longest() {
    String longest = "h1." + "A".repeat(LONGEST - 3);
    assertFalse(refusal(longest).contains("at most"), refusal(longest));
    assertTrue(
        refusal(longest + "A").endsWith("has 1048577 characters; a token has 1048576 at most."),
        refusal(longest + "A"));
  }

  /** Sixty characters of what is no token are shown. */
  @Test
  void shown() {
    assertTrue(refusal("x".repeat(60)).startsWith("Token [" + "x".repeat(60) + "] is not"));
    assertTrue(refusal("x".repeat(61)).startsWith("Token [" + "x".repeat(60) + "…] is not"));
  }
}
