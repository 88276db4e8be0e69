package dev.heddle.junit;

import static dev.heddle.junit.Kit.grid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.explore.NondeterminismError;
import dev.heddle.testing.FreshStatics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each schedule of a test finds static fields as they were before the first. */
class FreshStaticsSettingTest {
  /** As in a test without a setting: the parameter that other fixtures have is taken back. */
  private static final String[] BY_DEFAULT = {"heddle.freshStatics", "true"};

  static class Counts {
    static int count;

    @BeforeAll
    static void begin() {
      count = 5;
    }

    @HeddleTest(schedules = 50)
    void test(Loop loop) {
      assertEquals(6, ++count);
      grid(loop, 2, 2);
      assertEquals(6, count);
    }
  }

  static class CountsOn {
    static int count;

    @HeddleTest(schedules = 50)
    @FreshStatics(false)
    void test(Loop loop) {
      grid(loop, 2, ++count);
    }
  }

  @FreshStatics
  static class Asked {
    static int count;

    @HeddleTest(schedules = 50)
    void test(Loop loop) {
      assertEquals(1, ++count);
      grid(loop, 2, 2);
    }
  }

  static class Once {
    @HeddleTest
    @FreshStatics
    void test() {}
  }

  /** What {@code @BeforeAll} has set is what each schedule begins with. */
  @Test
  void byDefault() {
    Kit.passes(1, Counts.class, BY_DEFAULT);
  }

  /** The error of a test that is switched off names the field. */
  @Test
  void switchedOff() {
    Throwable failure = Kit.failureOf(CountsOn.class, BY_DEFAULT);
    assertInstanceOf(NondeterminismError.class, failure);
    assertTrue(
        failure.getMessage().contains("static field " + CountsOn.class.getName() + ".count was ["),
        failure.getMessage());
  }

  /** What a test says comes before what its build says. */
  @Test
  void theTestIsAskedFirst() {
    Kit.passes(1, Asked.class, "heddle.freshStatics", "false");
  }

  /** A test that is run once has no runs before. */
  @Test
  void idle() {
    String message = Kit.failureOf(Once.class).getMessage();
    assertTrue(message.contains("has no effect: the test is run once. Say 'schedules'"), message);
  }
}
