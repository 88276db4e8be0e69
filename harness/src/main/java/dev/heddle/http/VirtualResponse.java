package dev.heddle.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A response as the caller sees it.
 *
 * @param <T> the type of the body
 */
final class VirtualResponse<T> implements HttpResponse<T> {
  private final HttpRequest request;
  private final ResponseInfo head;
  private final @Nullable HttpResponse<T> previous;
  private final @Nullable T body;

  VirtualResponse(
      HttpRequest request,
      ResponseInfo head,
      @Nullable HttpResponse<T> previous,
      @Nullable T body) {
    this.request = request;
    this.head = head;
    this.previous = previous;
    this.body = body;
  }

  @Override
  public int statusCode() {
    return head.statusCode();
  }

  @Override
  public HttpRequest request() {
    return request;
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.ofNullable(previous);
  }

  @Override
  public HttpHeaders headers() {
    return head.headers();
  }

  @Override
  public @Nullable T body() {
    return body;
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public HttpClient.Version version() {
    return head.version();
  }

  @Override
  public String toString() {
    return "(" + request.method() + " " + uri() + ") " + statusCode();
  }

  /**
   * The part of a response that arrives before the body.
   *
   * @param statusCode the status
   * @param headers the headers
   */
  record Head(int statusCode, HttpHeaders headers) implements ResponseInfo {
    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }
}
