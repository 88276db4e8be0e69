package dev.heddle.internal.jdk;

import org.jspecify.annotations.Nullable;

/** Tells whether the calling thread initialises a class: what it makes there, all loops have. */
public interface ClassInitialisation {
  /** The class that the calling thread initialises, the innermost one; null: none. */
  @Nullable Class<?> running();

  /** Whether the calling thread runs the initialiser of {@code type}. */
  boolean isRunning(Class<?> type);

  /** Whether the calling thread initialises a class. */
  default boolean isRunning() {
    return running() != null;
  }
}
