package dev.heddle.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A URL whose path may have named places, such as {@code https://bank.example/charges/{id}}. */
final class UrlTemplate {
  private static final Pattern URL =
      Pattern.compile("(?i)(https?)://([^/?#@:]+|\\[[^\\]]+])(?::(\\d+))?(/[^?#]*)?");

  private final String host;
  private final int port;
  private final String scheme;
  private final String[] segments;

  private UrlTemplate(String scheme, String host, int port, String path) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.segments = segments(path);
  }

  static UrlTemplate of(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Not a URL for a route: "
              + url
              + ". Write http:// or https://, a host and a path, without a query, such as"
              + " https://bank.example/charges/{id}.");
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    int port = parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3));
    return new UrlTemplate(scheme, lower(parts.group(2)), port(scheme, port), parts.group(4));
  }

  String host() {
    return host;
  }

  /** What the URI has in the named places; null if it does not match. */
  @Nullable Map<String, String> match(URI uri) {
    String itsScheme = lower(uri.getScheme());
    String[] its = segments(uri.getRawPath());
    if (!itsScheme.equals(scheme)
        || !lower(uri.getHost()).equals(host)
        || port(itsScheme, uri.getPort()) != port
        || its.length != segments.length) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      if (segment.startsWith("{") && segment.endsWith("}") && !its[i].isEmpty()) {
        parameters.put(segment.substring(1, segment.length() - 1), decoded(its[i]));
      } else if (!segment.equals(its[i])) {
        return null;
      }
    }
    return parameters;
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }

  private static String[] segments(@Nullable String path) {
    return (path == null || path.isEmpty() ? "/" : path).split("/", -1);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static int port(String scheme, int port) {
    int byDefault = scheme.equals("https") ? 443 : 80;
    return port < 0 ? byDefault : port;
  }
}
