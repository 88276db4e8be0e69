package dev.heddle.explore;

import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.schedule.Schedule;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the result of an exploration into that of a test: throws its failure, or returns. */
final class Conclusion {
  private Conclusion() {}

  /**
   * Throws the failure, or an {@link IncompleteError}; otherwise returns the exploration.
   *
   * @param acceptIncomplete whether a search of all schedules may have ended early
   * @param replayLine says how a schedule is replayed
   */
  static <T extends @Nullable Object> Exploration<T> of(
      Exploration<T> exploration, boolean acceptIncomplete, Function<Schedule, String> replayLine) {
    Failure failure = exploration.failure();
    if (failure != null) {
      new ScheduleReport(failure.report() + replayLine.apply(failure.schedule()))
          .attachTo(failure.thrown());
      throw SneakyThrow.rethrow(failure.thrown());
    }
    if (exploration.verdict() == Verdict.INCOMPLETE && !acceptIncomplete) {
      throw new IncompleteError(
          exploration.summary()
              + " Give it more schedules or time, bound the deviations (maxDeviations), or accept it"
              + " (acceptIncomplete).");
    }
    return exploration;
  }

  /** How a schedule is replayed without a test framework. */
  static String replayLine(Schedule schedule) {
    return "replay: Loop.builder().policy(Policies.replay(Schedule.parse(\""
        + schedule
        + "\"))).run(...)";
  }
}
