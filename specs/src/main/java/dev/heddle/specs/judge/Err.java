package dev.heddle.specs.judge;

/** The exception that programs raise themselves. */
final class Err extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String tag;

  Err(String tag) {
    super(tag, null, false, false); // nobody looks at the stack, and making one is slow
    this.tag = tag;
  }

  /** What it is called in a trace. */
  String tag() {
    return tag;
  }
}
