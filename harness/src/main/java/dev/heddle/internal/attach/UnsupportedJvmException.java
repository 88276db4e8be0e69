package dev.heddle.internal.attach;

import org.jspecify.annotations.Nullable;

/** The JVM lacks what the harness needs; the message says what, and which remedy there is. */
public final class UnsupportedJvmException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public UnsupportedJvmException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The same once more. */
  public UnsupportedJvmException(UnsupportedJvmException first) {
    super(first.getMessage(), first);
  }

  /** The JDK is of a version that the harness knows, but its internals are not as expected. */
  public static UnsupportedJvmException lacks(String missing, @Nullable Throwable cause) {
    int feature = Runtime.version().feature();
    return new UnsupportedJvmException(
        "Heddle works on the JDK "
            + feature
            + " of OpenJDK's sources and this one ("
            + Runtime.version()
            + ", "
            + System.getProperty("java.vendor")
            + ") lacks "
            + missing
            + ". Run the tests with Eclipse Temurin "
            + feature
            + ".",
        cause);
  }

  /** The JDK is of a version whose internals the harness does not know. */
  public static UnsupportedJvmException version(int feature, int known) {
    return new UnsupportedJvmException(
        "Heddle works on JDK "
            + known
            + " and this is JDK "
            + feature
            + " ("
            + System.getProperty("java.home")
            + "). Run the tests with a JDK "
            + known
            + "; with Maven, select one by its toolchains plugin.",
        null);
  }
}
