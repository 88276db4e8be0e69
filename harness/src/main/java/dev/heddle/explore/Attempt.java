package dev.heddle.explore;

import dev.heddle.LoopBuilder;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A program that an exploration runs again and again: each time afresh, on one loop that it builds.
 *
 * @param <T> what it returns
 */
@API(status = Status.EXPERIMENTAL)
@FunctionalInterface
public interface Attempt<T extends @Nullable Object> {
  /**
   * Runs the program once.
   *
   * @param loop builds the loop to run it on, which takes the decisions of one schedule; to be used
   *     once
   * @return the result of the program
   * @throws Throwable the failure
   */
  T run(LoopBuilder loop) throws Throwable;
}
