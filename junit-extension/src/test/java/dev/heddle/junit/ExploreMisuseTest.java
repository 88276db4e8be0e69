package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import dev.heddle.testing.Explore;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Mistakes in what is said about schedules. */
class ExploreMisuseTest {

  static class Factory {
    @Heddle
    @Explore(schedules = 3)
    @TestFactory
    List<DynamicTest> tests() {
      return List.of();
    }
  }

  static class Contradiction {
    @HeddleTest(exhaustive = true)
    @Explore(policy = "pct")
    void test() {}
  }

  static class NegativeSchedules {
    @HeddleTest(schedules = -1)
    void test() {}
  }

  static class NegativeBound {
    @HeddleTest
    @Explore(maxDeviations = -2)
    void test() {}
  }

  static class NegativeThreads {
    @HeddleTest(schedules = 2)
    @Explore(threads = -2)
    void test() {}
  }

  static class NoTime {
    @HeddleTest
    @Explore(time = 0)
    void test() {}
  }

  static class NoPolicy {
    @HeddleTest(schedules = 2)
    @Explore(policy = "fair")
    void test() {}
  }

  static class NoConstructor {
    /** Not one that Heddle can make. */
    public record Given(String text) implements Policy {
      @Override
      public int choose(Decision decision) {
        return 0;
      }
    }

    @HeddleTest(schedules = 2)
    @Explore(policyClass = Given.class)
    void test() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstanceOnTwo {
    @HeddleTest(schedules = 2)
    @Explore(threads = 2)
    void test() {}
  }

  static class Annotated {
    @HeddleTest(replay = "h1.AAAA")
    void test() {}
  }

  private static void assertMisuse(Class<?> fixture, String message) {
    Throwable failure = Kit.failureOf(fixture);
    String prefix = "Configuration error: ";
    assertTrue(failure.getMessage().startsWith(prefix), failure.getMessage());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  /** Every misuse says what to write instead. */
  @Test
  void misuse() {
    assertMisuse(Factory.class, "cannot be run in more than one schedule");
    assertMisuse(Contradiction.class, "Each of them says which schedules to run: keep one.");
    assertMisuse(NegativeSchedules.class, "must be a positive number, and is [-1].");
    assertMisuse(NegativeBound.class, "must be a number of deviations, 0 or more, and is [-2].");
    assertMisuse(
        NegativeThreads.class, "must be a positive number, up to 2147483647, and is [-2].");
    assertMisuse(
        NoTime.class, "must be a positive duration, such as 30 s or PT30S, and is [PT0S].");
    assertMisuse(NoPolicy.class, "There is no policy [fair]. There are: portfolio");
    assertMisuse(NoConstructor.class, "has no constructor that takes a long, its seed, or nothing");
    assertMisuse(OneInstanceOnTwo.class, "its class has one instance for all runs");
    assertMisuse(Annotated.class, "must be the token of a schedule (Token [h1.AAAA] is too short");
  }
}
