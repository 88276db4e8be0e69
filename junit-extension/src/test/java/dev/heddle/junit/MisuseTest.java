package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.testing.ShownSteps;
import dev.heddle.testing.StallTimeout;
import dev.heddle.testing.StepLimit;
import dev.heddle.testing.VirtualTime;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What is wrong is said with the place and the remedy, one fixture for each way to go wrong. */
class MisuseTest {
  // ---- parameters -------------------------------------------------------------------------

  static class Unknown {
    @HeddleTest
    void test(StringBuilder what) {}
  }

  /** Types that are not ours are other extensions', and JUnit's own message stands. */
  @Test
  void otherTypesAreLeftToOthers() {
    Throwable failure = Kit.failureOf(Unknown.class);

    assertInstanceOf(ParameterResolutionException.class, failure);
    assertTrue(failure.getMessage().startsWith("No ParameterResolver registered"));
  }

  @Heddle
  static class BeforeAllTests {
    @BeforeAll
    static void beforeAll(Loop loop) {}

    @Test
    void test() {}
  }

  @Test
  void thereIsNoLoopBeforeAllTests() {
    assertSaysNoLoop(
        Kit.failureOf(BeforeAllTests.class),
        "dev.heddle.Loop loop",
        "static void dev.heddle.junit.MisuseTest$BeforeAllTests.beforeAll(dev.heddle.Loop)");
  }

  @Heddle
  static class InTheConstructor {
    InTheConstructor(ExecutorService pool) {}

    @Test
    void test() {}
  }

  @Test
  void thereIsNoLoopInAConstructor() {
    assertSaysNoLoop(
        Kit.failureOf(InTheConstructor.class),
        "java.util.concurrent.ExecutorService pool",
        "dev.heddle.junit.MisuseTest$InTheConstructor(java.util.concurrent.ExecutorService)");
  }

  @Test
  void thereIsNoLoopInAConstructorThatJUnitCallsForOneTestEither() {
    Throwable failure =
        Kit.failureOf(
            InTheConstructor.class,
            "junit.jupiter.extensions.testinstantiation.extensioncontextscope.default",
            "test_method");

    assertTrue(failure.getMessage().contains("there is no loop for parameter"));
  }

  private static void assertSaysNoLoop(Throwable failure, String parameter, String where) {
    assertInstanceOf(ParameterResolutionException.class, failure);
    assertEquals(
        "Configuration error: there is no loop for parameter ["
            + parameter
            + "] of ["
            + where
            + "]. Each test has a loop of its own, from its first @BeforeEach method to its last"
            + " @AfterEach method: take the parameter there.",
        failure.getMessage());
  }

  // ---- options ----------------------------------------------------------------------------

  static class Start {
    @HeddleTest
    @VirtualTime(start = "tomorrow")
    void test() {}
  }

  @Test
  void aStartHasToBeAnInstant() {
    assertWrong(
        "'start' of @VirtualTime on [void dev.heddle.junit.MisuseTest$Start.test()] must be an"
            + " instant, such as 2000-01-01T00:00:00Z, and is [tomorrow].",
        Kit.failureOf(Start.class));
  }

  @Heddle
  @StallTimeout(value = Long.MIN_VALUE, unit = TimeUnit.DAYS)
  static class Overflow {
    @Test
    void test() {}
  }

  @Test
  void aStallTimeoutHasToBeADuration() {
    assertWrong(
        "@StallTimeout on [class dev.heddle.junit.MisuseTest$Overflow] must be a positive"
            + " duration, such as 30 s or PT30S, and is [PT-2562047788015215H-30M-8S].",
        Kit.failureOf(Overflow.class));
  }

  static class NoStallTimeout {
    @HeddleTest
    @StallTimeout(0)
    void test() {}
  }

  @Test
  void aStallTimeoutHasToBePositive() {
    assertWrong(
        "@StallTimeout on [void dev.heddle.junit.MisuseTest$NoStallTimeout.test()] must be"
            + " a positive duration, such as 30 s or PT30S, and is [PT0S].",
        Kit.failureOf(NoStallTimeout.class));
  }

  static class NoSteps {
    @HeddleTest
    @StepLimit(-1)
    void test() {}
  }

  static class TimeLimit {
    @HeddleTest
    @VirtualTime(limit = 0)
    void test() {}
  }

  @Test
  void limitsHaveToBePositive() {
    assertWrong(
        "@StepLimit on [void dev.heddle.junit.MisuseTest$NoSteps.test()] must be"
            + " a positive number, and is [-1].",
        Kit.failureOf(NoSteps.class));
    assertWrong(
        "'limit' of @VirtualTime on [void dev.heddle.junit.MisuseTest$TimeLimit.test()] must be"
            + " a positive duration, such as 30 s or PT30S, and is [PT0S].",
        Kit.failureOf(TimeLimit.class));
  }

  static class Steps {
    @HeddleTest
    @ShownSteps(-2)
    void test() {}
  }

  @Test
  void thereCannotBeLessThanNoSteps() {
    assertWrong(
        "@ShownSteps on [void dev.heddle.junit.MisuseTest$Steps.test()] must be a number"
            + " of steps, 0 or more, and is [-2].",
        Kit.failureOf(Steps.class));
  }

  static class Plain {
    @HeddleTest
    void test() {}
  }

  @Test
  void configurationParametersAreCheckedToo() {
    assertWrong(
        "configuration parameter [heddle.stallTimeout] must be a positive duration, such as 30 s or PT30S, and"
            + " is [long].",
        Kit.failureOf(Plain.class, "heddle.stallTimeout", "long"));
    assertWrong(
        "configuration parameter [heddle.shownSteps] must be a number of steps, 0 or more, and is"
            + " [many].",
        Kit.failureOf(Plain.class, "heddle.shownSteps", "many"));
  }

  private static void assertWrong(String message, Throwable failure) {
    assertInstanceOf(ExtensionConfigurationException.class, failure);
    assertEquals("Configuration error: " + message, failure.getMessage());
  }

  // ---- loops in loops -----------------------------------------------------------------------

  @Test
  void aTestCannotRunInsideALoop() {
    Throwable failure =
        Loop.run(loop -> loop.createTask("worker", () -> Kit.failureOf(Plain.class)).await());

    assertWrong(
        "test [void dev.heddle.junit.MisuseTest$Plain.test()] cannot run in virtual time of its"
            + " own: a loop runs the thread [worker] that JUnit runs it on. Start JUnit outside of"
            + " Loop.run and of other Heddle tests.",
        failure);
  }
}
