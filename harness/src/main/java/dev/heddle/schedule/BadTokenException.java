package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A text is not the token of a schedule that this version can read. */
@API(status = Status.EXPERIMENTAL)
public final class BadTokenException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 60;

  BadTokenException(String token, String what) {
    super("Token [" + shown(token) + "] " + what);
  }

  /** Whatever a stranger may have put there, as a short line. */
  private static String shown(String token) {
    String start = token.substring(0, Math.min(SHOWN, token.length()));
    return start.replaceAll("[^\\x20-\\x7e]", "?") + (token.length() > SHOWN ? "…" : "");
  }
}
