package dev.heddle.internal;

import org.jspecify.annotations.Nullable;

/** The JVM lacks what the harness needs; the message says what, and which remedy there is. */
public final class UnsupportedJvmException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public UnsupportedJvmException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The same once more. */
  UnsupportedJvmException(UnsupportedJvmException first) {
    super(first.getMessage(), first);
  }
}
