package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a set of schedules, each once. A {@link Policy} only picks what goes next; a search
 * also knows whether there is a next schedule, and can be divided among threads.
 *
 * <p>As a policy it picks what the schedule takes that {@link #next} has moved to. An exploration
 * that it guides is exhaustive: it passes only after {@link #next} has returned false.
 */
@API(status = Status.EXPERIMENTAL)
public interface SearchStrategy extends Policy {
  /**
   * Moves to the next schedule; at first, to the first one.
   *
   * @return false if there is none left
   */
  boolean next();

  /**
   * Gives away a part of the schedules that are left. To be called between two runs.
   *
   * @return a search of that part, which another thread may run; null if too few are left
   */
  @Nullable SearchStrategy split();

  /**
   * The greatest number of deviations from the default order of any schedule in this set; {@link
   * Integer#MAX_VALUE} if there is no bound.
   */
  int bound();
}
