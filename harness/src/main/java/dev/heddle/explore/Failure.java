package dev.heddle.explore;

import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Trace;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A failure that an exploration has found, shrunk and explained.
 *
 * @param thrown what the program threw under {@link #schedule()}; the very same object
 * @param schedule the shortest schedule that was found to give the same failure
 * @param found the schedule that gave it first
 * @param minimal whether taking any one deviation away was seen to make the failure go away
 * @param depth the bug's depth, the least number of deviations that shows it; empty if shrinking
 *     ended before that was known; then it is at most the number of deviations of {@link
 *     #schedule()}
 * @param nearest a schedule close to {@link #schedule()} under which the program passes; empty if
 *     none is known
 * @param flipped the one change of order with which the program passes, in words; empty if no such
 *     schedule is known
 * @param trace the steps of {@link #schedule()}
 * @param report all of this for people, without the line that replays it
 */
@API(status = Status.EXPERIMENTAL)
public record Failure(
    Throwable thrown,
    Schedule schedule,
    Schedule found,
    boolean minimal,
    OptionalInt depth,
    Optional<Schedule> nearest,
    Optional<String> flipped,
    Trace trace,
    String report) {
  @Override
  public String toString() {
    return report;
  }
}
