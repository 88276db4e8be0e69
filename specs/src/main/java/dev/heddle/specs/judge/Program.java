package dev.heddle.specs.judge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program that was read and found good.
 *
 * @param id what its trace is to be found by; any JSON value
 * @param functions by name; one is {@link #MAIN}
 * @param eager whether tasks are started eagerly from the start
 * @param slowStep debug mode: from how many ticks on a step is slow; null: no debug mode
 * @param interrupts how often a deadlock is resolved by cancelling the main task
 */
record Program(
    @Nullable Object id,
    Map<String, Block> functions,
    boolean eager,
    @Nullable Long slowStep,
    long interrupts) {
  /** The function that the main task runs. */
  static final String MAIN = "main";
}
