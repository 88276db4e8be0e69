package dev.heddle.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A request as it arrives at the server. */
@API(status = Status.EXPERIMENTAL)
public final class Request {
  private final String method;
  private final URI uri;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Map<String, String> parameters;

  Request(
      String method, URI uri, HttpHeaders headers, byte[] body, Map<String, String> parameters) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
    this.parameters = parameters;
  }

  /** The method, such as {@code GET}. */
  public String method() {
    return method;
  }

  /** The whole URI. */
  public URI uri() {
    return uri;
  }

  /** The headers: the caller's, and those that the client adds. */
  public HttpHeaders headers() {
    return headers;
  }

  /** A copy of the body; empty if there is none. */
  public byte[] bytes() {
    return body.clone();
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /**
   * The segment of the path, decoded, where the route's URL has <code>{name}</code>.
   *
   * @throws IllegalArgumentException if the route's URL has no such name
   */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "No parameter "
              + name
              + " in the URL of the route of "
              + this
              + ": it has "
              + parameters.keySet()
              + ". Write {"
              + name
              + "} in place of a segment of the path.");
    }
    return value;
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }
}
