package dev.heddle.internal.hook;

import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;

/**
 * A template, as {@link Hooks} is one, for the initialisers of classes under test, which tell when
 * they begin and end.
 */
@NullUnmarked
final class InitialiserHooks {
  /** Told that the initialiser of a class begins; null until the hooks are switched on. */
  static Consumer<Class<?>> begins;

  /** Told that it has ended. */
  static Consumer<Class<?>> ends;

  private InitialiserHooks() {}

  /** Told first by the initialiser of a class. */
  public static void begin(Class<?> type) {
    if (begins != null) {
      begins.accept(type);
    }
  }

  /** Told last, unless it throws. */
  public static void end(Class<?> type) {
    if (ends != null) {
      ends.accept(type);
    }
  }
}
