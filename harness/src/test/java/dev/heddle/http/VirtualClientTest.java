package dev.heddle.http;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.verdict.DeadlockError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A client of a virtual web keeps the contract of {@link HttpClient}, in virtual time. */
class VirtualClientTest {
  private static final String A = "https://a.example/";

  private final VirtualWeb web = VirtualWeb.create();
  private final HttpClient client = web.newHttpClient();

  /** What the servers were asked. */
  private final List<String> asked = new ArrayList<>();

  private Reply answer(Request request) {
    asked.add(request + " " + request.text());
    return Reply.text("hello");
  }

  private static HttpRequest.Builder to(String uri) {
    return HttpRequest.newBuilder(URI.create(uri));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private static void assertTime(Duration expected) {
    assertEquals(expected, Loop.current().time());
  }

  /** Half of the latency passes before the handler acts, and half after it. */
  @Test
  void latencyIsVirtual() {
    web.route(
            "GET",
            A,
            request -> {
              assertTime(ofMillis(40));
              Thread.sleep(ofSeconds(1));
              return answer(request);
            })
        .latency(ofMillis(80));
    Loop.run(
        loop -> {
          HttpResponse<String> response = send(to(A).build());
          assertTime(ofMillis(1080));
          assertEquals(200, response.statusCode());
          assertEquals("hello", response.body());
          assertEquals(URI.create(A), response.uri());
          assertEquals("5", response.headers().firstValue("content-length").orElseThrow());
          assertEquals(HttpClient.Version.HTTP_1_1, response.version());
          assertEquals(Optional.empty(), response.sslSession());
          assertEquals(Optional.empty(), response.previousResponse());
        });
  }

  /** The body and the headers of a request arrive, with those that a client adds. */
  @Test
  void requestsArriveWhole() {
    List<Request> requests = new ArrayList<>();
    web.route(
        "POST",
        "http://a.example:8080/charges/{id}",
        request -> {
          requests.add(request);
          return Reply.of(201);
        });
    Loop.run(
        loop -> {
          HttpRequest request =
              to("http://a.example:8080/charges/a%20b+c?x=1")
                  .header("Idempotency-Key", "7")
                  .POST(BodyPublishers.ofString("€ 12"))
                  .build();
          HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
          assertEquals(201, response.statusCode());
          assertSame(request, response.request());
        });
    Request request = requests.get(0);
    assertEquals("POST", request.method());
    assertEquals("€ 12", request.text());
    assertEquals(6, request.bytes().length);
    assertEquals("a b+c", request.parameter("id"));
    assertEquals("x=1", request.uri().getQuery());
    assertEquals(
        List.of(
            "6", "a.example:8080", "7", "Java-http-client/" + System.getProperty("java.version")),
        request.headers().map().entrySet().stream().map(e -> e.getValue().get(0)).toList());
  }

  /** Requests that are sent asynchronously are under way together. */
  @Test
  void exchangesOverlap() {
    web.route("GET", A + "slow", this::answer).latency(ofSeconds(3));
    web.route("GET", A + "fast", this::answer).latency(ofSeconds(1));
    Loop.run(
        loop -> {
          List<String> order = new ArrayList<>();
          List<CompletableFuture<?>> all = new ArrayList<>();
          for (String path : List.of("slow", "fast")) {
            all.add(
                client
                    .sendAsync(to(A + path).build(), BodyHandlers.ofString())
                    .thenAccept(response -> order.add(path + " " + loop.time().toSeconds())));
          }
          CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get();
          assertEquals(List.of("fast 1", "slow 3"), order);
        });
  }

  /** Stages of a response may wait, and the asynchronous ones run on managed threads. */
  @Test
  void stagesMayWait() {
    web.route("GET", A, this::answer).latency(ofSeconds(1));
    Loop.run(
        loop -> {
          CompletableFuture<String> late =
              client
                  .sendAsync(to(A).build(), BodyHandlers.ofString())
                  .thenApply(
                      response -> {
                        Tasks.sleep(ofSeconds(1));
                        return response.body();
                      })
                  .thenApplyAsync(
                      body -> {
                        Tasks.sleep(ofSeconds(1));
                        return body + loop.time().toSeconds();
                      });
          assertEquals("hello3", late.get());
        });
  }

  /** The client gives up when its time is over; the server acts all the same. */
  @Test
  void requestTimesOut() {
    web.route("POST", A, this::answer).latency(ofSeconds(10));
    Loop.run(
        loop -> {
          HttpRequest request =
              to(A).POST(BodyPublishers.ofString("x")).timeout(ofSeconds(2)).build();
          HttpTimeoutException e = assertThrows(HttpTimeoutException.class, () -> send(request));
          assertFalse(e instanceof HttpConnectTimeoutException);
          assertEquals("request timed out", e.getMessage());
          assertTime(ofSeconds(2));
          assertEquals(List.of(), asked);
          Thread.sleep(ofSeconds(3));
          assertEquals(List.of("POST https://a.example/ x"), asked);

          Throwable cause = failure(client.sendAsync(request, BodyHandlers.ofString()));
          assertEquals("request timed out", cause.getMessage());
          assertTime(ofSeconds(7));
        });
  }

  /** In JDK 25 the time of a request ends with the headers: a slow body is waited for. */
  @Test
  void requestTimeoutEndsWithTheHeaders() {
    web.route("GET", A, this::answer).fault(() -> Fault.SLOW_BODY).slowBody(ofSeconds(60));
    Loop.run(
        loop -> {
          assertEquals("hello", send(to(A).timeout(ofSeconds(2)).build()).body());
          assertTime(ofSeconds(60));
        });
  }

  /** Where no connection comes about, its own timeout says so, or the request's, or the system. */
  @Test
  void connectingTimesOut() {
    web.route("GET", A, this::answer).fault(() -> Fault.UNREACHABLE);
    Loop.run(
        loop -> {
          HttpClient impatient = web.newBuilder().connectTimeout(ofSeconds(3)).build();
          HttpConnectTimeoutException e =
              assertThrows(
                  HttpConnectTimeoutException.class,
                  () -> impatient.send(to(A).build(), BodyHandlers.ofString()));
          assertEquals("HTTP connect timed out", e.getMessage());
          assertTime(ofSeconds(3));
          e =
              assertThrows(
                  HttpConnectTimeoutException.class,
                  () -> send(to(A).timeout(ofSeconds(5)).build()));
          assertEquals("HTTP connect timed out", e.getMessage());
          assertTime(ofSeconds(8));
          ConnectException refused =
              assertThrows(ConnectException.class, () -> send(to(A).build()));
          assertEquals("Connection timed out", refused.getMessage());
          assertTime(ofSeconds(8 + 127));
          assertEquals(List.of(), asked);
        });
  }

  /** Interrupting the caller ends its wait, whatever kind of thread it is. */
  @Test
  void sendIsInterrupted() {
    web.route("GET", A, this::answer).latency(ofSeconds(10));
    for (Thread.Builder kind : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
      Loop.run(
          loop -> {
            List<Object> seen = new ArrayList<>();
            Thread caller =
                kind.start(
                    () -> {
                      seen.add(assertThrows(InterruptedException.class, () -> send(to(A).build())));
                      Thread.currentThread().interrupt();
                      seen.add(assertThrows(InterruptedException.class, () -> send(to(A).build())));
                    });
            Thread.sleep(ofSeconds(1));
            caller.interrupt();
            caller.join();
            assertTime(ofSeconds(1));
            assertEquals(2, seen.size());
          });
    }
    client.close();
  }

  /** A task that is cancelled while it sends gives the exchange up. */
  @Test
  void sendIsCancelledWithItsTask() {
    web.route("GET", A, this::answer).latency(ofSeconds(10));
    Loop.run(
        loop -> {
          Task<Object> task = loop.createTask(() -> send(to(A).build()));
          Tasks.sleep(ofSeconds(1));
          task.cancel();
          assertThrows(Throwable.class, task::await);
          assertTime(ofSeconds(1));
        });
  }

  /** Cancelling the future, or one that is derived from it, gives the exchange up. */
  @Test
  void futureIsCancelled() {
    web.route("GET", A, this::answer).latency(ofSeconds(10));
    Loop.run(
        loop -> {
          CompletableFuture<HttpResponse<String>> future =
              client.sendAsync(to(A).build(), BodyHandlers.ofString());
          CompletableFuture<String> body = future.thenApply(HttpResponse::body);
          Tasks.sleep(ofSeconds(1));
          assertTrue(body.cancel(true));
          assertThrows(CancellationException.class, body::get);
          assertInstanceOf(IOException.class, failure(future));
          client.shutdown();
          assertTrue(client.isTerminated());
          assertTime(ofSeconds(1));
        });
  }

  /** Events run on the client's executor, one at a time, and none of its threads waits. */
  @Test
  void executorRunsTheEvents() {
    web.route("GET", A, this::answer).latency(ofSeconds(1));
    Loop.run(
        loop -> {
          List<String> threads = new ArrayList<>();
          ExecutorService one = Executors.newSingleThreadExecutor(body -> new Thread(body, "mine"));
          HttpClient its = web.newBuilder().executor(one).build();
          assertEquals(Optional.of(one), its.executor());
          List<CompletableFuture<?>> all = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            all.add(
                its.sendAsync(
                    to(A).build(),
                    head -> {
                      threads.add(Thread.currentThread().getName());
                      return HttpResponse.BodySubscribers.ofString(
                          java.nio.charset.StandardCharsets.UTF_8);
                    }));
          }
          CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get();
          assertEquals(List.of("mine", "mine", "mine"), threads);
          assertTime(ofSeconds(1));
          one.shutdown();
          assertInstanceOf(
              RejectedExecutionException.class,
              failure(its.sendAsync(to(A).build(), BodyHandlers.ofString())));
          its.close();
        });
  }

  /** An executor that runs events in the calling thread does not block the loop. */
  @Test
  void executorMayBeTheCaller() {
    web.route("GET", A, this::answer).latency(ofSeconds(1));
    Loop.run(
        loop -> {
          HttpClient its = web.newBuilder().executor(Runnable::run).build();
          CompletableFuture<String> body =
              its.sendAsync(to(A).build(), BodyHandlers.ofString())
                  .thenApply(
                      response -> {
                        Tasks.sleep(ofSeconds(1));
                        return response.body();
                      });
          assertEquals("hello", body.get());
          assertTime(ofSeconds(2));
        });
  }

  /** A client that is shut down sends nothing more, and ends when all it has sent has ended. */
  @Test
  void shutsDown() {
    web.route("GET", A, this::answer).latency(ofSeconds(10));
    Loop.run(
        loop -> {
          CompletableFuture<HttpResponse<String>> sent =
              client.sendAsync(to(A).build(), BodyHandlers.ofString());
          client.shutdown();
          assertFalse(client.isTerminated());
          IOException closed = assertThrows(IOException.class, () -> send(to(A).build()));
          assertEquals("closed", closed.getMessage());
          assertEquals(
              "closed",
              failure(client.sendAsync(to(A).build(), BodyHandlers.ofString())).getMessage());
          assertFalse(client.awaitTermination(ofSeconds(4)));
          assertTime(ofSeconds(4));
          client.close();
          assertTime(ofSeconds(10));
          assertTrue(client.isTerminated());
          assertEquals("hello", sent.get().body());
        });
  }

  /** What is under way fails when the client is shut down at once. */
  @Test
  void shutsDownNow() {
    web.route("GET", A, this::answer).latency(ofSeconds(10));
    Loop.run(
        loop -> {
          CompletableFuture<HttpResponse<String>> sent =
              client.sendAsync(to(A).build(), BodyHandlers.ofString());
          client.shutdownNow();
          assertEquals("shutdownNow", failure(sent).getMessage());
          assertTrue(client.isTerminated());
          assertTrue(client.awaitTermination(Duration.ZERO));
        });
  }

  /** Cookies are kept and sent, in the client's cookie handler. */
  @Test
  void cookies() {
    List<String> cookies = new ArrayList<>();
    web.route(
        "GET",
        A,
        request -> {
          cookies.add(String.join(", ", request.headers().allValues("Cookie")));
          return Reply.of(204).header("Set-Cookie", "id=7; Path=/");
        });
    Loop.run(
        loop -> {
          HttpClient its = web.newBuilder().cookieHandler(new CookieManager()).build();
          its.send(to(A).build(), BodyHandlers.discarding());
          its.send(to(A).header("Cookie", "mine=1").build(), BodyHandlers.discarding());
        });
    assertEquals(2, cookies.size());
    assertEquals("", cookies.get(0));
    assertTrue(cookies.get(1).matches("(\\$Version=.*)?id=.?7.?.*; mine=1"), cookies.get(1));
  }

  /** Cookies expire in virtual time. */
  @Test
  void cookiesExpire() {
    List<String> cookies = new ArrayList<>();
    web.route(
        "GET",
        A,
        request -> {
          cookies.add(String.join(", ", request.headers().allValues("Cookie")));
          Reply reply = Reply.of(204);
          return cookies.size() > 1
              ? reply
              : reply
                  .header("Set-Cookie", "hour=1; Max-Age=3600")
                  .header("Set-Cookie", "day=1; Expires=Sun, 02 Jan 2000 00:00:00 GMT");
        });
    Loop.run(
        loop -> {
          HttpClient its = web.newBuilder().cookieHandler(new CookieManager()).build();
          for (int i = 0; i < 4; i++) {
            its.send(to(A).build(), BodyHandlers.discarding());
            Tasks.sleep(Duration.ofHours(12).multipliedBy(i).plusMinutes(40));
          }
        });
    assertEquals(
        List.of("false false", "true true", "false true", "false false"),
        cookies.stream().map(all -> all.contains("hour=") + " " + all.contains("day=")).toList());
  }

  /** Another origin gets no credentials, and NORMAL does not leave TLS. */
  @Test
  void redirectToAnotherOrigin() {
    List<HttpRequest> answered = new ArrayList<>();
    List<String> authorizations = new ArrayList<>();
    web.route("GET", A, request -> Reply.of(307).header("Location", "https://b.example/x"));
    web.route(
        "GET",
        "https://b.example/x",
        request -> {
          authorizations.addAll(request.headers().allValues("Authorization"));
          authorizations.addAll(request.headers().allValues("X"));
          return Reply.of(302).header("Location", "http://b.example/y");
        });
    Loop.run(
        loop -> {
          HttpClient its = web.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
          HttpResponse<Void> last =
              its.send(
                  to(A).header("Authorization", "secret").header("X", "kept").build(),
                  BodyHandlers.discarding());
          answered.add(last.request());
          answered.add(last.previousResponse().orElseThrow().request());
          assertEquals(302, last.statusCode());
        });
    assertEquals(List.of("kept"), authorizations);
    assertEquals(
        List.of(URI.create("https://b.example/x"), URI.create(A)),
        answered.stream().map(HttpRequest::uri).toList());
  }

  /** Closing waits for what is under way, and for ever if that never ends, unless interrupted. */
  @Test
  void closeWaits() {
    web.route("GET", A, this::answer).fault(() -> Fault.SILENT_AFTER);
    DeadlockError deadlock =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.run(
                    loop -> {
                      HttpClient its = web.newHttpClient();
                      its.sendAsync(to(A).build(), BodyHandlers.ofString());
                      its.close();
                    }));
    assertTrue(
        deadlock
            .getMessage()
            .contains("\n      at dev.heddle.http.VirtualClientTest.lambda$closeWaits"),
        deadlock.getMessage());
    Loop.run(
        loop -> {
          CompletableFuture<HttpResponse<String>> sent =
              client.sendAsync(to(A).build(), BodyHandlers.ofString());
          Thread closes =
              Thread.startVirtualThread(
                  () -> {
                    client.close();
                    assertTrue(Thread.currentThread().isInterrupted());
                  });
          Tasks.sleep(ofSeconds(1));
          closes.interrupt();
          closes.join();
          assertEquals("shutdownNow", failure(sent).getMessage());
        });
  }

  /** The same program has the same trace in every run. */
  @Test
  void sameTraceEveryTime() {
    String first = trace();
    for (int run = 0; run < 200; run++) {
      assertEquals(first, trace());
    }
  }

  private static String trace() {
    return Loop.run(
        loop -> {
          VirtualWeb all = VirtualWeb.create();
          all.route("GET", A + "{n}", request -> Reply.text("a").then(ofSeconds(1), "b"))
              .latency(ofSeconds(1));
          HttpClient its = all.newHttpClient();
          List<CompletableFuture<?>> sent = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            sent.add(its.sendAsync(to(A + i).build(), BodyHandlers.ofString()));
          }
          CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).get();
          return loop.trace().toString();
        });
  }

  static Throwable failure(CompletableFuture<?> future) {
    return assertThrows(ExecutionException.class, future::get).getCause();
  }
}
