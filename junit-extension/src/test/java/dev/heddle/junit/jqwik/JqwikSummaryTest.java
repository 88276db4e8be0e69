package dev.heddle.junit.jqwik;

import static dev.heddle.junit.SummaryLineTest.linesOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.testing.EarlyTimeouts;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a property says that draws schedules, and which of its settings have no effect. */
class JqwikSummaryTest {
  @AfterEach
  void forget() {
    System.clearProperty("heddle.summary");
  }

  static class Draws {
    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, seed = "1")
    @OnLoop
    void passes(@ForAll DrawnSeed seed, Loop loop) {
      Task<Integer> a = loop.createTask(() -> 1);
      Task<Integer> b = loop.createTask(() -> 2);
      Tasks.gather(a, b).await();
    }
  }

  @Test
  void lineOfAPropertyThatPasses() {
    List<String> lines = linesOf(() -> JqwikKit.passes(1, Draws.class));

    assertEquals(
        List.of(
            "Heddle: JqwikSummaryTest$Draws.passes: 20 tries passed, with 2 distinct schedules and"
                + " 20 decisions. This is a sample, not a proof."),
        lines);
  }

  static class NoChoice {
    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE)
    @OnLoop
    void passes(@ForAll DrawnSeed seed) {}
  }

  @Test
  void warnsWhereThereWasNoChoice() {
    assertEquals(
        List.of(
            "Heddle: warning: JqwikSummaryTest$NoChoice.passes: 5 tries passed, with 1 distinct"
                + " schedule and 0 decisions. This is a sample, not a proof. Nothing was ever to be"
                + " decided: no two tasks could go next."),
        linesOf(() -> JqwikKit.passes(1, NoChoice.class)));
  }

  static class DrawsNone {
    @Property(tries = 5)
    @OnLoop
    void passes(@ForAll int number) {}
  }

  static class Fails {
    @Property(tries = 5)
    @OnLoop
    void fails(@ForAll DrawnSeed seed) {
      throw new IllegalStateException();
    }
  }

  @Test
  void noLineOfOthers() {
    assertEquals(List.of(), linesOf(() -> JqwikKit.passes(1, DrawsNone.class)));
    assertEquals(List.of(), linesOf(() -> JqwikKit.failureOf(Fails.class)));
  }

  @Test
  void lineIsSwitchedOff() {
    System.setProperty("heddle.summary", "none");
    assertEquals(List.of(), linesOf(() -> JqwikKit.passes(1, Draws.class)));
    System.setProperty("heddle.summary", "some");
    assertEquals(
        "Configuration error: configuration parameter [heddle.summary] must be [line] or [none],"
            + " and is [some].",
        JqwikKit.failureOf(Draws.class).getMessage());
  }

  // ---- what has no effect -----------------------------------------------------------------

  static class TimeOfNone {
    @Property(tries = 5)
    @OnLoop
    @EarlyTimeouts
    void passes(@ForAll int number) {}
  }

  @OnLoop
  @EarlyTimeouts
  static class TimeOfOthers {
    @Property(tries = 5)
    void draws(@ForAll DrawnSeed seed) {}

    @Property(tries = 5)
    void drawsNone(@ForAll int number) {}
  }

  @Test
  void earlyTimeoutsWhereNothingIsDrawn() {
    String message = JqwikKit.failureOf(TimeOfNone.class).getMessage();
    assertTrue(
        message.endsWith(
            "TimeOfNone.passes(int)] has no effect: everything goes in the default order. Draw a"
                + " DrawnSchedule, a DrawnPolicy or a DrawnSeed, or remove it."),
        message);
    JqwikKit.passes(2, TimeOfOthers.class);
  }

  @Test
  void lessThanNothing() {
    assertEquals(
        "There cannot be less than no decisions, and decisions is [-1].",
        assertThrows(IllegalArgumentException.class, () -> HeddleDomain.schedules(-1))
            .getMessage());
    assertEquals(
        "There cannot be less than no statements, and statements is [-2].",
        assertThrows(IllegalArgumentException.class, () -> HeddleDomain.programs(-2)).getMessage());
  }
}
