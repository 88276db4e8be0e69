package dev.heddle.specs.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.Failure;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every bug of the zoo. */
class ZooTest {
  static Stream<Named<Specimen>> specimens() {
    return Zoo.all().stream().map(specimen -> Named.of(specimen.name(), specimen));
  }

  /** Whoever runs the default order alone finds no bug. */
  @ParameterizedTest
  @MethodSource("specimens")
  void defaultOrderHidesTheBug(Specimen specimen) {
    List<Problem> problems = new ArrayList<>();
    run(specimen, Loop.builder().problems(problems::add), new AtomicReference<>());
    assertEquals(List.of(), problems);
  }

  /** An exploration as it is by default finds the bug and shrinks its schedule to the last. */
  @ParameterizedTest
  @MethodSource("specimens")
  void explorationFindsTheBugAndShrinksIt(Specimen specimen) {
    Failure failure = failure(specimen);
    assertTrue(failure.minimal(), failure.report());
    int shrunk = failure.schedule().deviations().size();
    assertEquals(shrunk, failure.depth().orElseThrow(), failure.report());
    int depth = new Survey(specimen).depth();
    assertTrue(0 < depth && depth <= shrunk, () -> depth + " deviations: " + failure.report());
  }

  /** The token of the failure is all that it takes to see it again, the same to the step. */
  @ParameterizedTest
  @MethodSource("specimens")
  void tokenReplaysTheBug(Specimen specimen) {
    Failure failure = failure(specimen);
    Trace first = replay(specimen, failure);
    Trace second = replay(specimen, failure);
    assertEquals(first, second);
    assertEquals(first.toString(), second.toString());
  }

  /** The mended form passes in every schedule, or in all near the default order. */
  @ParameterizedTest
  @MethodSource("specimens")
  void mendedFormPassesInEverySchedule(Specimen specimen) {
    assertEquals(Verdict.ALL_PASSED, new Survey(specimen).mendedSystematically().verdict());
  }

  /** Where not all schedules of the mended form were run, a sample of those far off passes. */
  @ParameterizedTest
  @MethodSource("specimens")
  void mendedFormPassesInSampledSchedules(Specimen specimen) {
    Survey survey = new Survey(specimen);
    assertEquals(Verdict.SAMPLE_PASSED, survey.mended(survey.explorer()).verdict());
  }

  private static Failure failure(Specimen specimen) {
    Survey survey = new Survey(specimen);
    Failure failure = survey.buggy(survey.explorer()).failure();
    assertTrue(failure != null, "No schedule failed.");
    return failure;
  }

  private static Trace replay(Specimen specimen, Failure failure) {
    String token = failure.schedule().token();
    assertTrue(token.length() < 40, token);
    Schedule schedule = Schedule.parse(token);
    LoopBuilder loop = Loop.builder().policy(Policies.replay(schedule)).problems(problem -> {});
    AtomicReference<Loop> used = new AtomicReference<>();
    Throwable thrown = assertThrows(Throwable.class, () -> run(specimen, loop, used));
    assertSame(failure.thrown().getClass(), thrown.getClass());
    return used.get().trace();
  }

  private static void run(Specimen specimen, LoopBuilder description, AtomicReference<Loop> used) {
    description
        .earlyTimeouts(specimen.earlyTimeouts())
        .run(
            loop -> {
              used.set(loop);
              specimen.buggy(loop);
              return null;
            });
  }
}
