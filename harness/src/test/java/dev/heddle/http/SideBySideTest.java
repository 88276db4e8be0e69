package dev.heddle.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.Loop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The JDK's own client against a server on this machine, and ours against the same handler in
 * virtual time: the caller and the server see the same.
 */
class SideBySideTest {
  /** Headers that are the caller's or the client's own, and not the connection's. */
  private static final List<String> COMPARED =
      List.of("A", "Authorization", "Content-Length", "Cookie", "Transfer-Encoding", "User-Agent");

  /** A world with a server in it. */
  private interface World {
    HttpClient.Builder builder();

    URI uri(String path);
  }

  /** What is done in both worlds; writes down what it sees. */
  private interface Scenario {
    void run(World world, List<String> seen) throws Exception;
  }

  private static void same(Scenario scenario) throws Exception {
    List<String> real = inRealTime(scenario);
    assertTrue(!real.isEmpty());
    assertEquals(String.join("\n", real), String.join("\n", inVirtualTime(scenario)));
  }

  private static List<String> inRealTime(Scenario scenario) throws Exception {
    List<String> seen = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> serve(exchange, seen));
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      scenario.run(world(base, HttpClient::newBuilder), seen);
    } finally {
      server.stop(0);
    }
    seen.replaceAll(line -> line.replace(base, ""));
    return seen;
  }

  private static void serve(HttpExchange exchange, List<String> seen) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true);
    Reply reply =
        answer(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body, seen);
    reply.headers().map().forEach((name, all) -> exchange.getResponseHeaders().put(name, all));
    boolean none = reply.hasNoBody() || exchange.getRequestMethod().equals("HEAD");
    long length = reply.pieces().stream().mapToLong(piece -> piece.bytes().length).sum();
    exchange.sendResponseHeaders(reply.status(), none || length == 0 ? -1 : length);
    if (!none) {
      for (Reply.Piece piece : reply.pieces()) {
        exchange.getResponseBody().write(piece.bytes());
      }
    }
    exchange.close();
  }

  private static List<String> inVirtualTime(Scenario scenario) {
    List<String> seen = new ArrayList<>();
    VirtualWeb web = VirtualWeb.create();
    web.route(
        "all",
        request -> true,
        request ->
            answer(request.method(), request.uri(), request.headers(), request.bytes(), seen));
    return Loop.run(
        loop -> {
          scenario.run(world("http://a.example", web::newBuilder), seen);
          seen.replaceAll(line -> line.replace("http://a.example", ""));
          return seen;
        });
  }

  private static World world(String base, Supplier<HttpClient.Builder> builders) {
    return new World() {
      @Override
      public HttpClient.Builder builder() {
        return builders.get();
      }

      @Override
      public URI uri(String path) {
        return URI.create(base + path);
      }
    };
  }

  /** The server of both worlds: {@code /status/307/to/x} redirects to {@code /x}. */
  private static Reply answer(
      String method, URI uri, HttpHeaders headers, byte[] body, List<String> seen) {
    Map<String, List<String>> compared = new TreeMap<>(headers.map());
    compared.keySet().removeIf(name -> COMPARED.stream().noneMatch(name::equalsIgnoreCase));
    seen.add(
        "server: "
            + method
            + " "
            + uri.getPath()
            + " "
            + lower(compared)
            + " "
            + new String(body, UTF_8));
    String path = uri.getPath();
    if (!path.startsWith("/status/")) {
      return Reply.text("answer to " + path).header("Set-Cookie", "seen=" + path.length());
    }
    Reply reply = Reply.of(Integer.parseInt(path.substring(8, 11)));
    int to = path.indexOf("/to");
    return to < 0 ? reply : reply.header("Location", path.substring(to + 3));
  }

  private static Map<String, List<String>> lower(Map<String, List<String>> headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    Map<String, List<String>> lower = new TreeMap<>();
    all.forEach((name, values) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), values));
    return lower;
  }

  private static void tell(HttpResponse<?> response, List<String> seen) {
    seen.add(
        "client: "
            + response
            + " "
            + response.request().method()
            + " "
            + response.uri()
            + " "
            + response.version()
            + " "
            + response.body()
            + " "
            + response.headers().firstValue("Content-Length")
            + " "
            + response.sslSession()
            + " after "
            + response.previousResponse().map(before -> before + " " + before.body()));
  }

  /** Requests with and without bodies, and what is added to their headers. */
  @Test
  void requests() throws Exception {
    byte[] bytes = "body".getBytes(UTF_8);
    List<Optional<BodyPublisher>> bodies =
        List.of(
            Optional.empty(),
            Optional.of(BodyPublishers.noBody()),
            Optional.of(BodyPublishers.ofString("text")),
            Optional.of(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    same(
        (world, seen) -> {
          HttpClient client = world.builder().build();
          for (String method : List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH")) {
            for (Optional<BodyPublisher> body : bodies) {
              HttpRequest.Builder request = HttpRequest.newBuilder(world.uri("/a?b=c"));
              if (body.isPresent()) {
                request.method(method, body.get());
              } else if (method.equals("HEAD")) {
                request.HEAD();
              }
              tell(client.send(request.header("A", "1").build(), BodyHandlers.ofString()), seen);
            }
          }
        });
  }

  /** Which redirects are followed, with which method and body, and where that ends. */
  @Test
  void redirects() throws Exception {
    same(
        (world, seen) -> {
          for (HttpClient.Redirect policy : HttpClient.Redirect.values()) {
            HttpClient client = world.builder().followRedirects(policy).build();
            for (int status : new int[] {300, 301, 302, 303, 304, 305, 307, 308}) {
              for (String method : List.of("GET", "POST", "PUT", "HEAD")) {
                HttpRequest request =
                    HttpRequest.newBuilder(world.uri("/status/" + status + "/to/b"))
                        .header("Authorization", "mine")
                        .method(
                            method,
                            method.equals("GET") || method.equals("HEAD")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("text"))
                        .build();
                tell(client.send(request, BodyHandlers.ofString()), seen);
              }
            }
          }
          HttpClient client = world.builder().followRedirects(HttpClient.Redirect.NORMAL).build();
          String many = "/status/302/to".repeat(7) + "/end";
          tell(
              client.send(HttpRequest.newBuilder(world.uri(many)).build(), BodyHandlers.ofString()),
              seen);
        });
  }

  /** Cookies come back where they belong. */
  @Test
  void cookies() throws Exception {
    same(
        (world, seen) -> {
          HttpClient client = world.builder().cookieHandler(new CookieManager()).build();
          for (String path : List.of("/a", "/a", "/bcd", "/status/404")) {
            HttpRequest request =
                HttpRequest.newBuilder(world.uri(path)).header("Cookie", "mine=1").build();
            tell(client.send(request, BodyHandlers.ofString()), seen);
          }
        });
  }

  /** What goes wrong is thrown, or kept, as exceptions of the same classes. */
  @Test
  void failures() throws Exception {
    same(
        (world, seen) -> {
          HttpClient client = world.builder().followRedirects(HttpClient.Redirect.ALWAYS).build();
          BodyPublisher ten = BodyPublishers.ofString("0123456789");
          List<HttpRequest> requests =
              List.of(
                  HttpRequest.newBuilder(world.uri("/status/302")).build(),
                  HttpRequest.newBuilder(world.uri("/a"))
                      .POST(BodyPublishers.fromPublisher(ten, 5))
                      .build());
          for (HttpRequest request : requests) {
            try {
              tell(client.send(request, BodyHandlers.ofString()), seen);
            } catch (IOException e) {
              seen.add("thrown: " + e.getClass());
            }
            try {
              tell(client.sendAsync(request, BodyHandlers.ofString()).get(), seen);
            } catch (ExecutionException e) {
              seen.add("kept: " + (e.getCause() instanceof IOException));
            }
          }
          HttpResponse.BodyHandler<String> fails =
              head -> {
                throw new IllegalStateException("not that");
              };
          try {
            client.send(HttpRequest.newBuilder(world.uri("/a")).build(), fails);
          } catch (IOException e) {
            seen.add("thrown: " + e.getMessage());
          }
        });
  }

  /** A port at which nobody listens refuses the connection. */
  @Test
  void refused() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
    VirtualWeb web = VirtualWeb.create();
    web.route("all", any -> true, any -> Reply.of(200)).fault(() -> Fault.REFUSED);
    List<String> real = refused(HttpClient.newHttpClient(), request);
    assertEquals(
        List.of("class java.net.ConnectException", "class java.net.ConnectException"), real);
    assertEquals(real, Loop.run(loop -> refused(web.newHttpClient(), request)));
  }

  private static List<String> refused(HttpClient client, HttpRequest request) throws Exception {
    List<String> seen = new ArrayList<>();
    try {
      client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      seen.add(e.getClass().toString());
    }
    try {
      client.sendAsync(request, BodyHandlers.ofString()).get();
    } catch (ExecutionException e) {
      seen.add(e.getCause().getClass().toString());
    }
    return seen;
  }
}
