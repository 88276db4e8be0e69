package dev.heddle.specs.judge;

/** A line that is no program; the message says what is wrong and where in the line. */
final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInput(String message) {
    super(message);
  }
}
