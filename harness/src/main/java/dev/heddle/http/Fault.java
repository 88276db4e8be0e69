package dev.heddle.http;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What may go wrong with an exchange, and whether the server has acted when it does. */
@API(status = Status.EXPERIMENTAL)
public enum Fault {
  /** Nothing goes wrong. */
  NONE,

  /** The connection is refused, at once. The handler is not called. */
  REFUSED,

  /**
   * No connection comes about: the client's connect timeout passes, or the request's, or else the
   * 127 seconds after which Linux gives up. The handler is not called.
   */
  UNREACHABLE,

  /** The connection is reset before the server has read the request. The handler is not called. */
  RESET_BEFORE,

  /** The handler has acted, and the connection is reset before anything of the reply arrives. */
  RESET_AFTER,

  /** The request gets lost, and nothing comes back. The handler is not called. */
  SILENT_BEFORE,

  /** The handler has acted, and its reply gets lost. */
  SILENT_AFTER,

  /** The status, the headers and half of the body arrive; then the connection is reset. */
  RESET_IN_BODY,

  /**
   * The second half of the body arrives a minute after the first, or after what {@link
   * Route#slowBody} says. The request's timeout does not end that: in a JDK 25 it ends with the
   * headers.
   */
  SLOW_BODY
}
