package dev.heddle.http;

import dev.heddle.Loop;
import dev.heddle.TimerHandle;
import dev.heddle.internal.core.SneakyThrow;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to a server, and what comes back. Timers of the loop carry both, not
 * threads: so a request still arrives when nobody waits for it any more.
 */
final class Exchange {
  /** When Linux gives up connecting, with the default {@code tcp_syn_retries}. */
  private static final Duration CONNECTING_ENDS = Duration.ofSeconds(127);

  private static final int FAILED = 500;

  private static final String USER_AGENT = "Java-http-client/" + System.getProperty("java.version");

  private final Listener listener;
  private final Loop loop;
  private final HttpClient client;
  private final HttpRequest request;
  private final Routes.Match match;
  private final long number;

  private Fault fault = Fault.NONE;
  private Duration latency = Duration.ZERO;
  private boolean connected;

  /** The client waits for nothing more. */
  private boolean over;

  /** The client's timers. */
  private final List<TimerHandle> timers = new ArrayList<>();

  private @Nullable RequestBody upload;

  Exchange(Listener listener, Loop loop, HttpClient client, Routes routes, HttpRequest request) {
    this.listener = listener;
    this.loop = loop;
    this.client = client;
    this.request = request;
    this.match = routes.match(request);
    this.number = routes.nextExchange();
  }

  /** Who has sent the request. */
  interface Listener {
    /** Runs an event after those that wait. */
    void post(Runnable event);

    /** The head of a response has arrived, and its body begins to. An event. */
    void answered(Reply reply) throws IOException;

    /** The exchange has failed. */
    void fail(Throwable why);
  }

  private Route route() {
    return match.route();
  }

  // ---- on the way to the server -------------------------------------------------------------

  /** Connects, and sends the request. An event. */
  void begin() {
    if (over) {
      return;
    }
    request.timeout().ifPresent(limit -> timer(limit, this::timedOut));
    RandomGenerator random = loop.random();
    fault = route().pickFault(random);
    switch (fault) {
      case REFUSED -> listener.fail(new ConnectException("Connection refused"));
      case UNREACHABLE -> awaitConnection();
      default -> {
        connected = true;
        latency = route().pickLatency(random);
        upload = RequestBody.take(request.bodyPublisher().orElse(null), this::send, listener::fail);
      }
    }
  }

  private void awaitConnection() {
    Optional<Duration> limit = client.connectTimeout();
    if (limit.isPresent()) {
      timer(limit.get(), () -> listener.fail(connectTimedOut()));
    } else {
      timer(CONNECTING_ENDS, () -> listener.fail(new ConnectException("Connection timed out")));
    }
  }

  private void send(byte[] body) {
    if (over) {
      return;
    }
    Request arriving;
    try {
      arriving = new Request(request.method(), request.uri(), headers(), body, match.parameters());
    } catch (IOException e) {
      listener.fail(e);
      return;
    }
    Duration way = latency.dividedBy(2);
    switch (fault) {
      case SILENT_BEFORE -> {} // lost
      case RESET_BEFORE -> travel(latency, () -> fail(reset()));
      default -> travel(way, () -> serve(arriving, latency.minus(way)));
    }
  }

  /** Even if the client gives up meanwhile. */
  private void travel(Duration time, Runnable arrival) {
    if (time.isZero()) {
      arrival.run();
    } else {
      loop.callLater(time, arrival);
    }
  }

  private HttpHeaders headers() throws IOException {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(request.headers().map());
    all.putIfAbsent("User-Agent", List.of(USER_AGENT));
    all.put("Host", List.of(host(request.uri())));
    request
        .bodyPublisher()
        .ifPresent(
            publisher -> {
              long length = publisher.contentLength();
              if (length >= 0) {
                all.put("Content-Length", List.of(String.valueOf(length)));
              } else {
                all.put("Transfer-Encoding", List.of("chunked"));
              }
            });
    addCookies(all);
    return HttpHeaders.of(all, (header, value) -> true);
  }

  private static String host(URI uri) {
    int port = uri.getPort();
    boolean byDefault = port < 0 || port == (uri.getScheme().equalsIgnoreCase("https") ? 443 : 80);
    return byDefault ? uri.getHost() : uri.getHost() + ":" + port;
  }

  private void addCookies(Map<String, List<String>> all) throws IOException {
    CookieHandler cookies = client.cookieHandler().orElse(null);
    if (cookies == null) {
      return;
    }
    List<String> values = new ArrayList<>();
    cookies
        .get(request.uri(), request.headers().map())
        .forEach(
            (header, more) -> {
              if (header.equalsIgnoreCase("Cookie") && more != null) {
                values.addAll(more);
              }
            });
    values.addAll(all.getOrDefault("Cookie", List.of()));
    if (!values.isEmpty()) {
      all.put("Cookie", List.of(String.join("; ", values)));
    }
  }

  // ---- at the server, and back --------------------------------------------------------------

  private void serve(Request arrived, Duration wayBack) {
    NamedThreads.start(
        loop,
        route().server(request) + " (" + number + ")",
        () -> {
          Reply reply;
          try {
            reply = route().serve(arrived);
          } catch (Throwable e) {
            answer(Reply.of(FAILED), wayBack);
            throw SneakyThrow.rethrow(e); // the loop reports it, and the test fails
          }
          answer(reply, wayBack);
        });
  }

  private void answer(Reply reply, Duration wayBack) {
    if (over) {
      return;
    }
    switch (fault) {
      case SILENT_AFTER -> {} // lost
      case RESET_AFTER -> travel(wayBack, () -> fail(reset()));
      default -> travel(wayBack, () -> arrive(reply));
    }
  }

  private void fail(IOException why) {
    if (!over) {
      listener.post(() -> listener.fail(why));
    }
  }

  private static IOException reset() {
    return new SocketException("Connection reset");
  }

  private void arrive(Reply reply) {
    if (!over) {
      cancelTimers(); // in JDK 25 the time is limited until the headers are there, and no longer
      listener.post(() -> answered(reply));
    }
  }

  private void answered(Reply reply) {
    if (over) {
      return;
    }
    try {
      listener.answered(reply);
    } catch (IOException e) {
      listener.fail(e);
    }
  }

  /** Has the body arrive, piece by piece. An event. */
  void deliver(BodySubscription flow, Reply reply) {
    if (request.method().equals("HEAD") || reply.hasNoBody()) {
      flow.complete();
      return;
    }
    switch (fault) {
      case RESET_IN_BODY ->
          arriveFrom(0, reply.firstHalf().pieces(), flow, () -> flow.fail(reset()));
      case SLOW_BODY ->
          arriveFrom(0, reply.inHalves(route().slowBody()).pieces(), flow, flow::complete);
      default -> arriveFrom(0, reply.pieces(), flow, flow::complete);
    }
  }

  private void arriveFrom(
      int index, List<Reply.Piece> pieces, BodySubscription flow, Runnable end) {
    if (over) {
      return;
    }
    if (index == pieces.size()) {
      end.run();
      return;
    }
    Reply.Piece piece = pieces.get(index);
    Runnable arrival =
        () -> {
          flow.arrive(piece.bytes());
          arriveFrom(index + 1, pieces, flow, end);
        };
    if (piece.pause().isZero()) {
      arrival.run();
    } else {
      timer(piece.pause(), () -> listener.post(arrival));
    }
  }

  // ---- the client's time limits ----------------------------------------------------------------

  private void timer(Duration time, Runnable callback) {
    timers.add(loop.callLater(time, callback));
  }

  private void timedOut() {
    listener.fail(connected ? new HttpTimeoutException("request timed out") : connectTimedOut());
  }

  private static IOException connectTimedOut() {
    String message = "HTTP connect timed out";
    IOException timedOut = new HttpConnectTimeoutException(message);
    timedOut.initCause(new ConnectException(message));
    return timedOut;
  }

  private void cancelTimers() {
    timers.forEach(TimerHandle::cancel);
    timers.clear();
  }

  /** The client waits for nothing more. */
  void end() {
    over = true;
    cancelTimers();
    if (upload != null) {
      upload.cancel();
    }
  }

  /** The name of the threads that run the client's side. */
  @Override
  public String toString() {
    String path = request.uri().getRawPath();
    return request.method() + " " + (path.isEmpty() ? "/" : path) + " (" + number + ")";
  }
}
