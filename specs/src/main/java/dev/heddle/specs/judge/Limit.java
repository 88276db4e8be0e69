package dev.heddle.specs.judge;

import dev.heddle.Loop;
import java.time.Duration;

/**
 * The bound on runs that would not end: no iteration of the loop begins after so many iterations or
 * events.
 *
 * <p>The loop has no hook at the beginning of an iteration, so the first statement or event after
 * the bound notices that it was passed. It makes no difference to the trace.
 */
final class Limit {
  private static final int ITERATIONS = 5000;
  private static final int EVENTS = 5000;

  /**
   * Not the oracle's, which does not bound a single iteration: a function may call itself for ever.
   */
  private static final int STATEMENTS_OF_A_TURN = 100_000;

  private final Loop loop;
  private int events;

  /** How many statements were run in the iteration {@link #seenIteration}. */
  private int statements;

  /** The last iteration that may be run. */
  private long lastIteration = ITERATIONS;

  /** The last iteration in which a statement or event was, and the time then. */
  private long seenIteration;

  private Duration seenTime = Duration.ZERO;

  Limit(Loop loop) {
    this.loop = loop;
  }

  void countEvent() {
    if (++events == EVENTS) {
      lastIteration = Math.min(lastIteration, loop.iteration());
    }
  }

  void countStatement() {
    if (loop.iteration() != seenIteration) {
      statements = 0;
    }
    if (++statements == STATEMENTS_OF_A_TURN) {
      lastIteration = Math.min(lastIteration, loop.iteration() - 1);
    }
  }

  /** Whether an iteration was begun that should not have been. */
  boolean isPassed() {
    if (loop.iteration() > lastIteration) {
      return true;
    }
    seenIteration = loop.iteration();
    seenTime = loop.time();
    return false;
  }

  /** Whether no more iteration may be begun. */
  boolean isReached() {
    return loop.iteration() >= lastIteration;
  }

  /** The virtual time when the last iteration had ended. */
  Duration time() {
    return isPassed() && seenIteration == lastIteration ? seenTime : loop.time();
  }
}
