package dev.heddle.internal.jdk;

import org.jspecify.annotations.Nullable;

/**
 * Knows whether a thread runs the initialiser of a class that tells of it. An initialiser that
 * throws does not tell that it has ended; then the stack shows it. For threads of which only one at
 * a time can be in an initialiser, as those of a loop, which cannot be left there.
 */
public final class OutermostInitialiser {
  /** The class whose initialiser has called all others; null: none runs. */
  private @Nullable Class<?> type;

  /** An initialiser begins; whether it is the outermost one. */
  public boolean begin(Class<?> begun) {
    boolean outermost = !isRunning();
    if (outermost) {
      type = begun;
    }
    return outermost;
  }

  /** An initialiser ends; whether it was the outermost one. */
  public boolean end(Class<?> ended) {
    boolean outermost = type == ended;
    if (outermost) {
      type = null;
    }
    return outermost;
  }

  /** Whether the calling thread runs one. */
  public boolean isRunning() {
    Class<?> known = type;
    if (known == null) {
      return false;
    }
    boolean runs = Jdk.classInitialisation().isRunning(known);
    if (!runs) {
      type = null;
    }
    return runs;
  }
}
