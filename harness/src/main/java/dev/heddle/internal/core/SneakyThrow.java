package dev.heddle.internal.core;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Throws any exception without declaring or wrapping it, so that users get their own. */
@API(status = Status.INTERNAL)
public final class SneakyThrow {
  private SneakyThrow() {}

  /** Never returns; the result type lets a caller write {@code throw SneakyThrow.rethrow(e)}. */
  public static RuntimeException rethrow(Throwable e) {
    throw SneakyThrow.<RuntimeException>as(e);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X as(Throwable e) throws X {
    throw (X) e;
  }
}
