package dev.heddle.specs.judge;

/** Throws any exception as it is where none may be declared. */
final class Unchecked {
  private Unchecked() {}

  /** Never returns; the result type lets a caller write {@code throw Unchecked.as(e)}. */
  static RuntimeException as(Throwable e) {
    throw Unchecked.<RuntimeException>sneak(e);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X sneak(Throwable e) throws X {
    throw (X) e;
  }
}
