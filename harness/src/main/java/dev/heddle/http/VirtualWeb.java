package dev.heddle.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A web inside a test: the test's own handlers are the servers, and code that knows only {@link
 * HttpClient} gets a client for them.
 *
 * <pre>{@code
 * VirtualWeb web = VirtualWeb.create();
 * web.route("POST", "https://bank.example/charges", request -> bank.charge(request.text()))
 *     .latency(Duration.ofMillis(80))
 *     .may(Fault.RESET_AFTER);
 * var shop = new Shop(web.newHttpClient());
 * }</pre>
 *
 * <p>Exchanges run on the caller's loop, in virtual time, and never on a network. Create a new web
 * in each run. Not thread-safe.
 */
@API(status = Status.EXPERIMENTAL)
public final class VirtualWeb {
  private final Routes routes = new Routes();

  private VirtualWeb() {}

  /** Creates a web without servers. */
  public static VirtualWeb create() {
    return new VirtualWeb();
  }

  /**
   * Adds a route. If several match a request, the first one answers it.
   *
   * @param method such as {@code GET}
   * @param url scheme, host and path, whose segments may have names, such as {@code
   *     https://bank.example/charges/{id}}; any query matches
   * @throws IllegalArgumentException if it is not such a URL
   */
  public Route route(String method, String url, Handler handler) {
    Objects.requireNonNull(method, "method");
    UrlTemplate template = UrlTemplate.of(url);
    return routes.add(
        new Route(
            method + " " + url,
            template.host(),
            request -> request.method().equals(method) ? template.match(request.uri()) : null,
            handler));
  }

  /**
   * Adds a route, as {@link #route(String, String, Handler)} does.
   *
   * @param name the name of the route, for messages
   */
  public Route route(String name, Predicate<HttpRequest> matches, Handler handler) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(matches, "matches");
    return routes.add(
        new Route(name, null, request -> matches.test(request) ? Map.of() : null, handler));
  }

  /** Creates a client with the defaults of {@link HttpClient#newHttpClient()}. */
  public HttpClient newHttpClient() {
    return newBuilder().build();
  }

  /**
   * Describes a client, as {@link HttpClient#newBuilder()} does. Settings for TLS, proxies and the
   * version of the protocol are kept and have no effect. An authenticator is refused.
   */
  public HttpClient.Builder newBuilder() {
    return new VirtualClientBuilder(routes);
  }

  @Override
  public String toString() {
    return routes.toString();
  }
}
