package dev.heddle;

/** Throws any exception as it is, declared or not: user exceptions arrive unwrapped. */
final class Sneaky {
  private Sneaky() {}

  /** Never returns; the result type lets a caller write {@code throw Sneaky.rethrow(e)}. */
  static RuntimeException rethrow(Throwable e) {
    throw Sneaky.<RuntimeException>as(e);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X as(Throwable e) throws X {
    throw (X) e;
  }
}
