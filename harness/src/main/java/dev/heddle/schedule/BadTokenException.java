package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A text is not the token of a schedule that this version can read. */
@API(status = Status.EXPERIMENTAL)
public final class BadTokenException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadTokenException(String token, String what) {
    super("Token [" + shown(token) + "] " + what);
  }

  /** Whatever a stranger may have put there, as a short line. */
  private static String shown(String token) {
    int limit = 60;
    String printable = token.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= limit ? printable : printable.substring(0, limit) + "…";
  }
}
