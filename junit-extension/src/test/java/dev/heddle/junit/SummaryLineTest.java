package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.testing.Explore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that has passed says what it has run, where everybody looks. */
public class SummaryLineTest {
  /** The lines of Heddle that something prints to the standard output. */
  public static List<String> linesOf(Runnable action) {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(out);
    }
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("Heddle: "))
        .toList();
  }

  static class Small {
    @HeddleTest(exhaustive = true)
    void all(Loop loop) {
      Kit.grid(loop, 3, 2);
    }

    @Nested
    class Inner {
      @HeddleTest(schedules = 7)
      void sample(Loop loop) {
        Kit.grid(loop, 3, 2);
      }
    }
  }

  @Test
  void oneLineForEachTest() {
    List<String> lines = linesOf(() -> Kit.passes(2, Small.class)).stream().sorted().toList();

    assertEquals(2, lines.size(), lines::toString);
    assertStartsWith(
        "Heddle: SummaryLineTest$Small$Inner.sample: 7 schedules passed, about 6", lines.get(0));
    assertStartsWith("Heddle: SummaryLineTest$Small.all: All 90 schedules passed", lines.get(1));
  }

  private static void assertStartsWith(String start, String line) {
    assertTrue(line.startsWith(start), line);
  }

  static class Invocations {
    @Heddle
    @Explore(exhaustive = true)
    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {1, 2})
    void grid(int steps, Loop loop) {
      Kit.grid(loop, 2, steps);
    }
  }

  @Test
  void oneLineForEachInvocation() {
    List<String> lines = linesOf(() -> Kit.passes(2, Invocations.class));

    assertEquals(2, lines.size(), lines::toString);
    assertStartsWith("Heddle: SummaryLineTest$Invocations.grid 1 steps: All 2 ", lines.get(0));
    assertStartsWith("Heddle: SummaryLineTest$Invocations.grid 2 steps: All 6 ", lines.get(1));
  }

  static class NoChoice {
    @HeddleTest(exhaustive = true)
    void all() throws InterruptedException {
      Thread.sleep(1);
    }

    @HeddleTest(schedules = 5)
    void sample() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  /** Where nothing could have gone in another order, a pass says little, and the line warns. */
  @Test
  void warnsWhereThereWasNoChoice() {
    List<String> lines = linesOf(() -> Kit.passes(2, NoChoice.class)).stream().sorted().toList();

    assertEquals(2, lines.size(), lines::toString);
    assertStartsWith("Heddle: warning: SummaryLineTest$NoChoice.all: ", lines.get(0));
    assertStartsWith("Heddle: warning: SummaryLineTest$NoChoice.sample: ", lines.get(1));
  }

  static class OneOrder {
    @HeddleTest(schedules = 1)
    void test(Loop loop) {
      Kit.grid(loop, 2, 2);
    }
  }

  /** One schedule of several is a choice. */
  @Test
  void oneScheduleOfMany() {
    assertStartsWith(
        "Heddle: SummaryLineTest$OneOrder.test: 1 schedule",
        linesOf(() -> Kit.passes(1, OneOrder.class)).get(0));
  }

  static class Fails {
    @HeddleTest(schedules = 3)
    void fails() {
      throw new IllegalStateException();
    }

    @HeddleTest
    void once() {}

    @HeddleTest(schedules = 3)
    void aborted() {
      org.junit.jupiter.api.Assumptions.abort();
    }
  }

  /** A failure has its report, and a single run and an aborted test have searched nothing. */
  @Test
  void noLineWithoutAPass() {
    assertEquals(List.of(), linesOf(() -> Kit.run(Fails.class)));
  }

  @Test
  void isSwitchedOff() {
    assertEquals(List.of(), linesOf(() -> Kit.passes(2, Small.class, "heddle.summary", " none ")));
    assertEquals(2, linesOf(() -> Kit.passes(2, Small.class, "heddle.summary", "line")).size());
  }
}
