package dev.heddle.http;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What a server does with a request. */
@FunctionalInterface
@API(status = Status.EXPERIMENTAL)
public interface Handler {
  /**
   * Acts, on a managed thread of its own, so that it may wait in any way. It goes on when the
   * client has given up, as a server does.
   *
   * @return the reply
   * @throws Exception whatever it throws fails the test as an uncaught exception; the client gets
   *     the status 500
   */
  Reply handle(Request request) throws Exception;
}
