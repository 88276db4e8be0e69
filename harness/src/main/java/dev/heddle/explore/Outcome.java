package dev.heddle.explore;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a program came to under some schedule: a value, or a failure.
 *
 * @param value what it returned; null if it failed
 * @param failure what it threw, in words that are the same for the same failure; null if it
 *     returned
 * @param <T> the type of the value
 */
@API(status = Status.EXPERIMENTAL)
public record Outcome<T extends @Nullable Object>(@Nullable T value, @Nullable String failure) {
  /** The program returned {@code value}. */
  public static <T extends @Nullable Object> Outcome<T> of(T value) {
    return new Outcome<>(value, null);
  }

  /** The program failed. */
  static <T extends @Nullable Object> Outcome<T> failed(Throwable thrown) {
    return new Outcome<>(null, FailureSignature.of(thrown).toString());
  }

  /** A number that is the same for equal outcomes. */
  int sign() {
    return failure == null ? StableHash.hash(value) : failure.hashCode();
  }

  /** Whether it failed. */
  public boolean isFailure() {
    return failure != null;
  }

  @Override
  public String toString() {
    return failure == null ? String.valueOf(value) : failure;
  }
}
