package dev.heddle.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which request follows a response, as {@code jdk.internal.net.http.RedirectFilter} of JDK
 * 25 does, with the same limit of redirects.
 */
final class Redirects {
  private static final int MOST = 5;
  private static final int SEE_OTHER = 303;

  /** Headers that another origin does not get. */
  private static final Set<String> PRIVATE =
      Set.of("authorization", "cookie", "host", "origin", "referer");

  private final HttpClient.Redirect policy;
  private int followed;

  Redirects(HttpClient.Redirect policy) {
    this.policy = policy;
  }

  /** The next request; null if the caller gets this response. */
  @Nullable HttpRequest next(HttpRequest request, ResponseInfo head) throws IOException {
    int status = head.statusCode();
    if (policy == HttpClient.Redirect.NEVER || !isRedirect(status)) {
      return null;
    }
    URI target = target(request.uri(), head.headers());
    if (!isAllowed(request.uri(), target) || ++followed >= MOST) {
      return null;
    }
    return to(target, request, status);
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static URI target(URI from, HttpHeaders headers) throws IOException {
    String location =
        headers.firstValue("Location").orElseThrow(() -> new IOException("Invalid redirection"));
    try {
      return from.resolve(URI.create(location));
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  private boolean isAllowed(URI from, URI to) {
    return policy == HttpClient.Redirect.ALWAYS
        || to.getScheme().equalsIgnoreCase(from.getScheme())
        || to.getScheme().equalsIgnoreCase("https");
  }

  private static HttpRequest to(URI target, HttpRequest request, int status) {
    boolean sameOrigin =
        target.getScheme().equalsIgnoreCase(request.uri().getScheme())
            && target.getRawAuthority().equals(request.uri().getRawAuthority());
    HttpRequest.Builder next =
        HttpRequest.newBuilder(
                request,
                (name, value) -> sameOrigin || !PRIVATE.contains(name.toLowerCase(Locale.ROOT)))
            .uri(target);
    if (!method(request.method(), status).equals(request.method()) || status == SEE_OTHER) {
      next.GET();
    }
    return next.build();
  }

  private static String method(String method, int status) {
    return switch (status) {
      case 301, 302 -> method.equals("POST") ? "GET" : method;
      case SEE_OTHER -> "GET";
      default -> method;
    };
  }
}
