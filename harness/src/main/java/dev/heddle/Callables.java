package dev.heddle;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Bodies of tasks. */
final class Callables {
  private Callables() {}

  /** Turns a body without a result into one whose result is null. */
  static Callable<@Nullable Void> withoutResult(VoidCallable body) {
    Objects.requireNonNull(body, "body");
    return () -> {
      body.call();
      return null;
    };
  }
}
