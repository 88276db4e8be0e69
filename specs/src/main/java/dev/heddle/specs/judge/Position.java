package dev.heddle.specs.judge;

import org.jspecify.annotations.Nullable;

/**
 * Where in a program a value is; written as {@code $.funcs.main[2]}.
 *
 * @param outer where the array or object is that it is in; null for the program itself
 * @param step its key or index there
 */
record Position(@Nullable Position outer, Object step) {
  /** The program itself. */
  static final Position ROOT = new Position(null, "$");

  @Override
  public String toString() {
    if (outer == null) {
      return step.toString();
    }
    return outer + (step instanceof Integer ? "[" + step + "]" : "." + step);
  }
}
