package dev.heddle.http;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What can go wrong with an exchange, and whether the handler is called all the same. */
@API(status = Status.EXPERIMENTAL)
public enum Fault {
  /** Nothing goes wrong. */
  NONE,

  /** The connection is refused, at once. The handler is not called. */
  REFUSED,

  /**
   * The client cannot connect. It waits for its connect timeout or the request's timeout; without
   * either, for the 127 seconds after which Linux gives up. The handler is not called.
   */
  UNREACHABLE,

  /** The connection is reset before the server reads the request. The handler is not called. */
  RESET_BEFORE,

  /** The handler has acted, and the connection is reset before the reply arrives. */
  RESET_AFTER,

  /** The request gets lost, and nothing comes back. The handler is not called. */
  SILENT_BEFORE,

  /** The handler has acted, and its reply gets lost. */
  SILENT_AFTER,

  /** The status, the headers and half of the body arrive; then the connection is reset. */
  RESET_IN_BODY,

  /**
   * The second half of the body arrives a minute after the first, or when {@link Route#slowBody}
   * says. The request's timeout does not apply: in JDK 25 it ends when the headers arrive.
   */
  SLOW_BODY
}
