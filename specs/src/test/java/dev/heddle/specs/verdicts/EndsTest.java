package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Runner;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.ScheduleReport;
import dev.heddle.junit.HeddleTest;
import dev.heddle.specs.JUnitRun;
import dev.heddle.testing.HeddleReport;
import dev.heddle.trace.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However a program ends by a verdict, it ends with that one, at once, and with nothing told of its
 * clean-up: in a run, in a test, and explored.
 */
class EndsTest {
  /** A clean-up takes no more iterations, and a few. */
  private static final long ITERATIONS = 11_000;

  /** No more virtual time passes after a verdict. */
  private static final Duration TIME = Duration.ofHours(1);

  private static volatile EndPrograms current = EndPrograms.WAITS_FOR_EVER;

  /** A test that is run once. */
  static class Once {
    @HeddleTest
    void main() throws Exception {
      current.run();
    }
  }

  /** A test that is run in some orders. */
  static class InSomeOrders {
    @HeddleTest(schedules = 20)
    void main() throws Exception {
      current.run();
    }
  }

  /** A test that is run in all orders. */
  static class InAllOrders {
    @HeddleTest(exhaustive = true)
    void main() throws Exception {
      current.run();
    }
  }

  // ---- by a loop ----------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void endsARun(EndPrograms program) {
    Runner runner = new Runner(Loop.builder().problems(problem -> {}));
    Loop loop = runner.loop();
    Throwable verdict = assertThrows(Throwable.class, () -> runner.run(() -> run(program)));
    long iterations = loop.iteration();
    Duration time = loop.time();
    List<Step> steps = loop.trace().steps();
    runner.close();

    isVerdict(program, verdict);
    assertTrue(
        loop.iteration() - iterations < ITERATIONS,
        "iterations of the clean-up: " + (loop.iteration() - iterations));
    assertTrue(loop.time().minus(time).compareTo(TIME) <= 0, "it took " + loop.time());
    assertEquals(steps, loop.trace().steps(), "the trace ends at the verdict");
  }

  private static Void run(EndPrograms program) throws Exception {
    program.run();
    return null;
  }

  private static void isVerdict(EndPrograms program, Throwable verdict) {
    assertInstanceOf(program.verdict, verdict);
    String message = verdict.getMessage();
    assertEquals(
        program.start, message.substring(0, Math.min(message.length(), program.start.length())));
  }

  // ---- by JUnit -----------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void endsATest(EndPrograms program) {
    Throwable verdict = failureOf(Once.class, program);

    isVerdict(program, verdict);
    onlyReport(verdict, HeddleReport.class);
  }

  @ParameterizedTest
  @EnumSource
  void endsASearch(EndPrograms program) {
    Throwable verdict = failureOf(InSomeOrders.class, program);

    isVerdict(program, verdict);
    String report = onlyReport(verdict, ScheduleReport.class);
    assertFalse(report.contains("need not repeat"), report);
    assertFalse(report.contains("is cancelled"), report);
  }

  @ParameterizedTest
  @EnumSource
  void endsASearchForAll(EndPrograms program) {
    Throwable verdict = failureOf(InAllOrders.class, program);

    isVerdict(program, verdict);
    onlyReport(verdict, ScheduleReport.class);
  }

  /** What is suppressed in a verdict is what is told of its steps, and nothing of its clean-up. */
  private static String onlyReport(Throwable verdict, Class<? extends Throwable> type) {
    List<Throwable> suppressed = Arrays.asList(verdict.getSuppressed());
    assertEquals(1, suppressed.size(), suppressed::toString);
    return String.valueOf(assertInstanceOf(type, suppressed.get(0)).getMessage());
  }

  private static Throwable failureOf(Class<?> fixture, EndPrograms program) {
    current = program;
    return JUnitRun.failureOf(fixture);
  }

  // ---- explored without JUnit -----------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void endsAnExploration(EndPrograms program) {
    Exploration<Void> all =
        Explorer.create()
            .exhaustive()
            .<Void>explore(
                loop -> {
                  program.run();
                  return null;
                });

    assertEquals(Exploration.Verdict.FAILED, all.verdict());
    isVerdict(program, all.failure().thrown());
    assertFalse(all.failure().report().contains("need not repeat"), all.failure().report());
    assertFalse(all.failure().report().contains("is cancelled"), all.failure().report());
  }
}
