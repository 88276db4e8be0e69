package dev.heddle.specs.judge;

import dev.heddle.Loop;
import java.time.Duration;

/**
 * The bound on runs that would not end: no turn of the loop begins after so many turns or events.
 *
 * <p>The loop has no hook at the beginning of a turn, so the first statement or event after the
 * bound notices that it was passed. It makes no difference to the trace.
 */
final class Limit {
  private static final int TURNS = 5000;
  private static final int EVENTS = 5000;

  /** Not the oracle's, which does not bound a single turn: a function may call itself for ever. */
  private static final int STATEMENTS_OF_A_TURN = 100_000;

  private final Loop loop;
  private int events;

  /** How many statements were run in the turn {@link #seenTurn}. */
  private int statements;

  /** The last turn that may be run. */
  private long lastTurn = TURNS;

  /** The last turn in which a statement or event was, and the time then. */
  private long seenTurn;

  private Duration seenTime = Duration.ZERO;

  Limit(Loop loop) {
    this.loop = loop;
  }

  void countEvent() {
    if (++events == EVENTS) {
      lastTurn = Math.min(lastTurn, loop.turn());
    }
  }

  void countStatement() {
    if (loop.turn() != seenTurn) {
      statements = 0;
    }
    if (++statements == STATEMENTS_OF_A_TURN) {
      lastTurn = Math.min(lastTurn, loop.turn() - 1);
    }
  }

  /** Whether a turn was begun that should not have been. */
  boolean isPassed() {
    if (loop.turn() > lastTurn) {
      return true;
    }
    seenTurn = loop.turn();
    seenTime = loop.time();
    return false;
  }

  /** Whether no more turn may be begun. */
  boolean isReached() {
    return loop.turn() >= lastTurn;
  }

  /** The virtual time when the last turn had ended. */
  Duration time() {
    return isPassed() && seenTurn == lastTurn ? seenTime : loop.time();
  }
}
