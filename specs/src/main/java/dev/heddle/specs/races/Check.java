package dev.heddle.specs.races;

/** Fails when a program shows its bug. */
final class Check {
  private Check() {}

  /** Fails unless a number is what it has to be. */
  static void number(String what, long expected, long actual) {
    that(expected == actual, what + " must be " + expected + ", not " + actual + ".");
  }

  /** Fails with a message unless something holds. */
  static void that(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }
}
