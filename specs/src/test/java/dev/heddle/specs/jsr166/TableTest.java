package dev.heddle.specs.jsr166;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of the JSR-166 tests; the tests themselves need a checkout of the JDK. */
class TableTest {
  private static Result result(int index, String test, String outcome) {
    int dot = test.indexOf('.');
    return new Result(index, test.substring(0, dot), test.substring(dot + 1), outcome, "why");
  }

  private static final List<Result> WITHOUT =
      List.of(
          result(0, "ATest.passes", Result.PASSED),
          result(1, "ATest.fails", "AssertionFailedError"),
          result(2, "BTest.spins", Result.PASSED),
          result(3, "BTest.waits", Result.PASSED));

  private static final List<Result> WITH =
      List.of(
          result(0, "ATest.passes", Result.PASSED),
          result(1, "ATest.fails", "AssertionFailedError"),
          result(2, "BTest.spins", "BlockedError"),
          result(3, "BTest.waits", "DeadlockError"));

  /** Only what passes without Heddle, and is not known to fail with it, is unexpected. */
  @Test
  void unexpected() {
    assertEquals(
        Set.of("BTest.waits"), new Table(WITHOUT, WITH, Set.of("BTest.spins")).unexpected());
    assertEquals(
        Set.of(), new Table(WITHOUT, WITH, Set.of("BTest.spins", "BTest.waits")).unexpected());
  }

  @Test
  void text() {
    assertEquals(
        """
        suite  tests  without  Heddle  failed
        ATest      2        1       1       1
        BTest      2        2       0       2
        all        4        3       1       3

        Not passed without Heddle: AssertionFailedError, 1 tests
          ATest.fails: why

        Not passed with Heddle: AssertionFailedError, 1 tests
          ATest.fails: why

        Not passed with Heddle: BlockedError, 1 tests
          BTest.spins: why

        Not passed with Heddle: DeadlockError, 1 tests
          BTest.waits: why

        Heddle: 1 of 4 passed, 0 of 2 suites whole; without: 3 of 4
        Not expected to fail: BTest.waits
        """,
        new Table(WITHOUT, WITH, Set.of("BTest.spins")).text());
  }

  /** A worker's line is read as it was written; what a test prints is no line of it. */
  @Test
  void lines() {
    Result result = new Result(7, "ATest$Inner", "test", "BlockedError", "two\nlines\tof it");
    Result read = Result.of(result.line());
    assertEquals(new Result(7, "ATest$Inner", "test", "BlockedError", "two lines of it"), read);
    assertNull(Result.of("Looks like we're stuck running test: test(ATest)"));
    assertTrue(Result.of(result(0, "ATest.test", Result.PASSED).line()).hasPassed());
  }
}
