package dev.heddle.http;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Answers requests, as a server does. */
@FunctionalInterface
@API(status = Status.EXPERIMENTAL)
public interface Handler {
  /**
   * Answers a request, on a managed thread of its own: so it may block. It runs to its end even if
   * the client gives up, as on a server.
   *
   * @return the reply
   * @throws Exception any exception fails the test as an uncaught one; the client gets the status
   *     500
   */
  Reply handle(Request request) throws Exception;
}
