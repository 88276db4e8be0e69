package dev.heddle.http;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The routes of one web, and the numbers of its exchanges. */
final class Routes {
  /** In the order of creation; the first that matches serves. */
  private final List<Route> all = new ArrayList<>();

  /** How many exchanges have begun. */
  private long exchanges;

  Route add(Route route) {
    all.add(route);
    return route;
  }

  /** Finds the route that serves a request. */
  Match match(HttpRequest request) {
    for (Route route : all) {
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
            all.isEmpty() ? "There are none." : "The routes are " + all + ".",
            request.method(),
            withoutQuery(request)));
  }

  private static String withoutQuery(HttpRequest request) {
    String uri = request.uri().toString();
    int end = uri.indexOf('?');
    return end < 0 ? uri : uri.substring(0, end);
  }

  /** The number of the next exchange; the first is 1. */
  long nextExchange() {
    return ++exchanges;
  }

  /**
   * The route that serves a request.
   *
   * @param parameters what the request has in the named places of the route's URL
   */
  record Match(Route route, Map<String, String> parameters) {}

  /** The name of the web. */
  @Override
  public String toString() {
    return "VirtualWeb" + all;
  }
}
