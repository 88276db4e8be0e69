package dev.heddle.http;

/** A request for which there is no route: a mistake of the test, which no client may swallow. */
@SuppressWarnings("serial") // like all exceptions, and nobody serializes it
final class NoRouteException extends IllegalStateException {
  NoRouteException(String message) {
    super(message);
  }
}
