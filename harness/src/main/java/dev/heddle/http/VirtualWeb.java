package dev.heddle.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The web as a test sees it: servers that are handlers in the test itself, and clients for code
 * that knows nothing but {@link HttpClient}.
 *
 * <pre>{@code
 * VirtualWeb web = VirtualWeb.create();
 * web.route("POST", "https://bank.example/charges", request -> bank.charge(request.text()))
 *     .latency(Duration.ofMillis(80))
 *     .may(Fault.RESET_AFTER);
 * var shop = new Shop(web.newHttpClient());
 * }</pre>
 *
 * <p>Exchanges run on the loop that runs their caller, in virtual time, and never on a network. To
 * be made anew in each run; not thread-safe.
 */
@API(status = Status.EXPERIMENTAL)
public final class VirtualWeb {
  /** In the order of creation; the first that matches serves. */
  private final List<Route> routes = new ArrayList<>();

  /** How many exchanges have begun. */
  private long exchanges;

  private VirtualWeb() {}

  /** A web without servers. */
  public static VirtualWeb create() {
    return new VirtualWeb();
  }

  /**
   * Has requests answered. Where several routes match, the first does.
   *
   * @param method such as {@code GET}
   * @param url scheme, host and path, whose segments may be named places, such as {@code
   *     https://bank.example/charges/{id}}; any query matches
   * @throws IllegalArgumentException if that is no such URL
   */
  public Route route(String method, String url, Handler handler) {
    Objects.requireNonNull(method, "method");
    UrlTemplate template = UrlTemplate.of(url);
    return add(
        new Route(
            method + " " + url,
            template.host(),
            request -> request.method().equals(method) ? template.match(request.uri()) : null,
            handler));
  }

  /**
   * Has requests answered, as {@link #route(String, String, Handler)}.
   *
   * @param name of the route, for messages
   */
  public Route route(String name, Predicate<HttpRequest> matches, Handler handler) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(matches, "matches");
    return add(new Route(name, null, request -> matches.test(request) ? Map.of() : null, handler));
  }

  private Route add(Route route) {
    routes.add(route);
    return route;
  }

  /** A client with the defaults of {@link HttpClient#newHttpClient()}. */
  public HttpClient newHttpClient() {
    return newBuilder().build();
  }

  /**
   * Describes a client, as {@link HttpClient#newBuilder()}. What has to do with TLS, proxies and
   * the protocol's version is kept and has no effect; an authenticator is refused.
   */
  public HttpClient.Builder newBuilder() {
    return new ClientBuilder(this);
  }

  /** Who serves a request. */
  Match match(HttpRequest request) {
    for (Route route : routes) {
      Map<String, String> parameters = route.match(request);
      if (parameters != null) {
        return new Match(route, parameters);
      }
    }
    throw new NoRouteException(
        String.format(
            Locale.ROOT,
            "No route for %s %s. %s Add it: web.route(\"%s\", \"%s\", request -> ...).",
            request.method(),
            request.uri(),
            routes.isEmpty() ? "There are none." : "The routes are " + routes + ".",
            request.method(),
            withoutQuery(request)));
  }

  private static String withoutQuery(HttpRequest request) {
    String uri = request.uri().toString();
    int end = uri.indexOf('?');
    return end < 0 ? uri : uri.substring(0, end);
  }

  long nextExchange() {
    return ++exchanges;
  }

  /**
   * A route for a request.
   *
   * @param parameters what stands in its named places
   */
  record Match(Route route, Map<String, String> parameters) {}

  @Override
  public String toString() {
    return "VirtualWeb" + routes;
  }
}
