package dev.heddle.internal.core;

/**
 * Names that end with a number, of which the first are kept, as each run needs them. Any thread.
 */
public final class NumberedNames {
  private static final int KEPT = 64;

  private final String prefix;

  private final String[] kept = new String[KEPT];

  /** Names that begin with {@code prefix}. */
  public NumberedNames(String prefix) {
    this.prefix = prefix;
    for (int number = 0; number < KEPT; number++) {
      kept[number] = prefix + number;
    }
  }

  /** The name with a number. */
  public String of(long number) {
    return number < KEPT ? kept[(int) number] : prefix + number;
  }
}
