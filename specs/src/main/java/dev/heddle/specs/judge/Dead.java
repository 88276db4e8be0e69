package dev.heddle.specs.judge;

/** Ends the tasks of a program that is over but for its left-over tasks. */
final class Dead extends Error {
  private static final long serialVersionUID = 1L;

  Dead() {
    super("the program is over", null, false, false);
  }
}
