package dev.heddle.specs.peers;

import java.nio.ByteBuffer;

/** Counts the runs of a program, which Lincheck does not tell. */
final class Runs {
  /** Memory that Lincheck does not set back between schedules, as it does with static fields. */
  private static final ByteBuffer NUMBER = ByteBuffer.allocateDirect(Long.BYTES);

  private Runs() {}

  static void reset() {
    NUMBER.putLong(0, 0);
  }

  /** To be called by the program, while it has one thread. */
  static void count() {
    NUMBER.putLong(0, NUMBER.getLong(0) + 1);
  }

  static long number() {
    return NUMBER.getLong(0);
  }

  /** The number without the last run: Lincheck runs a failure again for its trace, if it can. */
  static long untilFailure() {
    return Math.max(1, number() - 1);
  }
}
