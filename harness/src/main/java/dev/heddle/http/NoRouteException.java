package dev.heddle.http;

/** There is no route for a request: a mistake in the test, and nothing that a client may catch. */
@SuppressWarnings("serial") // like all exceptions, and nobody serializes it
final class NoRouteException extends IllegalStateException {
  NoRouteException(String message) {
    super(message);
  }
}
