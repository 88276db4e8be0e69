package dev.heddle.http;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.Loop;
import dev.heddle.verdict.Problem;
import java.io.IOException;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Mistakes with a virtual web are told, with the remedy. */
class MisuseTest {
  private final VirtualWeb web = VirtualWeb.create();
  private final HttpClient client = web.newHttpClient();

  private static HttpRequest get(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).build();
  }

  private static Reply fine(Request request) {
    return Reply.of(204);
  }

  private static void refused(
      Class<? extends RuntimeException> type, String message, Executable misuse) {
    assertEquals(message, assertThrows(type, misuse).getMessage());
  }

  /** A request that nobody serves is no failure of the network, which a client might survive. */
  @Test
  void noRoute() {
    Loop.run(
        loop -> {
          refused(
              IllegalStateException.class,
              "No route for GET https://a.example/x?y=1. There are none. Add it:"
                  + " web.route(\"GET\", \"https://a.example/x\", request -> ...).",
              () -> client.send(get("https://a.example/x?y=1"), BodyHandlers.discarding()));
          web.route("GET", "https://a.example/{id}", MisuseTest::fine);
          web.route("anything of b", request -> false, MisuseTest::fine);
          for (String uri :
              List.of(
                  "http://a.example/1",
                  "https://b.example/1",
                  "https://a.example:1443/1",
                  "https://a.example/1/2",
                  "https://a.example")) {
            refused(
                IllegalStateException.class,
                "No route for GET "
                    + uri
                    + ". The routes are [GET https://a.example/{id}, anything of b]. Add it:"
                    + " web.route(\"GET\", \""
                    + uri
                    + "\", request -> ...).",
                () -> client.sendAsync(get(uri), BodyHandlers.discarding()));
          }
          client.send(get("https://A.example:443/1?a=b"), BodyHandlers.discarding());
        });
  }

  /** A redirect to where there is no route is that mistake too, for a caller of either kind. */
  @Test
  void redirectToNoRoute() {
    web.route("GET", "https://a.example/", request -> Reply.of(302).header("Location", "/nowhere"));
    HttpClient follows = web.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    String message =
        "No route for GET https://a.example/nowhere. The routes are [GET https://a.example/]. Add"
            + " it: web.route(\"GET\", \"https://a.example/nowhere\", request -> ...).";
    Loop.run(
        loop -> {
          refused(
              IllegalStateException.class,
              message,
              () -> follows.send(get("https://a.example/"), BodyHandlers.discarding()));
          Throwable failure =
              VirtualClientTest.failure(
                  follows.sendAsync(get("https://a.example/"), BodyHandlers.discarding()));
          assertEquals(message, failure.getMessage());
        });
  }

  /** Outside of a loop there is no virtual time. */
  @Test
  void outsideOfALoop() {
    refused(
        IllegalStateException.class,
        "GET https://a.example/ was sent by thread "
            + Thread.currentThread().getName()
            + ", which no loop runs. A client of a VirtualWeb works in virtual time only: send the"
            + " request inside a test of Heddle, or inside Loop.run(loop -> ...).",
        () -> client.sendAsync(get("https://a.example/"), BodyHandlers.discarding()));
  }

  /** Nobody's answer is no answer. */
  @Test
  void handlerReturnsNull() {
    web.route("GET", "https://a.example/", request -> null);
    List<Problem> problems = new ArrayList<>();
    Loop.builder()
        .problems(problems::add)
        .run(loop -> client.send(get("https://a.example/"), BodyHandlers.discarding()));
    assertEquals(
        "The handler of route [GET https://a.example/] returned null for GET"
            + " https://a.example/. Return a reply, such as Reply.of(204).",
        problems.get(0).exception().getMessage());
  }

  /** A place in the URL that the route does not name. */
  @Test
  void noParameter() {
    List<Throwable> thrown = new ArrayList<>();
    web.route(
        "GET",
        "https://a.example/{id}",
        request -> {
          thrown.add(assertThrows(IllegalArgumentException.class, () -> request.parameter("name")));
          return Reply.of(204);
        });
    Loop.run(loop -> client.send(get("https://a.example/1"), BodyHandlers.discarding()));
    assertEquals(
        "No parameter name in the URL of the route of GET https://a.example/1: it has [id]. Write"
            + " {name} in place of a segment of the path.",
        thrown.get(0).getMessage());
  }

  /** What makes no sense is refused when it is given. */
  @Test
  void arguments() {
    for (String url : List.of("/charges", "ftp://a.example/", "https://a.example/x?y=1", "")) {
      refused(
          IllegalArgumentException.class,
          "Not a URL for a route: "
              + url
              + ". Write http:// or https://, a host and a path, without a query, such as"
              + " https://bank.example/charges/{id}.",
          () -> web.route("GET", url, MisuseTest::fine));
    }
    Route route = web.route("GET", "https://a.example/", MisuseTest::fine);
    refused(
        IllegalArgumentException.class,
        "latency must not be negative, and is PT-1S. Duration.ZERO means none.",
        () -> route.latency(ofSeconds(1), ofSeconds(-1)));
    refused(
        IllegalArgumentException.class,
        "pause must not be negative, and is PT-1S. Duration.ZERO means none.",
        () -> route.slowBody(ofSeconds(-1)));
    refused(
        IllegalArgumentException.class,
        "pause must not be negative, and is PT-1S. Duration.ZERO means none.",
        () -> Reply.of(200).then(ofSeconds(-1), ""));
    refused(
        IllegalArgumentException.class,
        "The status of a reply must be from 200 to 599, and is 100.",
        () -> Reply.of(100));
  }

  /** What a client of a virtual web cannot do, it refuses. */
  @Test
  void unsupported() {
    refused(
        UnsupportedOperationException.class,
        "A client of a VirtualWeb does not support web sockets. Use them through an interface of"
            + " your own, and test with a fake.",
        client::newWebSocketBuilder);
    refused(
        UnsupportedOperationException.class,
        "A client of a VirtualWeb does not support authenticators. Set the header Authorization"
            + " yourself.",
        () -> web.newBuilder().authenticator(new Authenticator() {}));
  }

  /** The JDK's builder refuses the same arguments with the same words. */
  @Test
  void refusesWhatTheJdkRefuses() throws IOException {
    for (HttpClient.Builder builder : List.of(web.newBuilder(), HttpClient.newBuilder())) {
      refused(
          IllegalArgumentException.class,
          "priority must be between 1 and 256",
          () -> builder.priority(0));
      refused(
          IllegalArgumentException.class,
          "Invalid duration: PT0S",
          () -> builder.connectTimeout(Duration.ZERO));
    }
  }
}
