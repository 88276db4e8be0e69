package dev.heddle.internal.settings;

/** A text that names nothing that there is; its message says what there is. */
public final class UnknownValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnknownValueException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
