package dev.heddle.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bodies go through Flow, in both directions, and nobody is given more than they asked for. */
class BodiesTest {
  private static final URI A = URI.create("https://a.example/");

  private final VirtualWeb web = VirtualWeb.create();
  private final HttpClient client = web.newHttpClient();

  private static HttpRequest get() {
    return HttpRequest.newBuilder(A).build();
  }

  private static HttpRequest post(BodyPublisher publisher) {
    return HttpRequest.newBuilder(A).POST(publisher).build();
  }

  private void echo() {
    web.route("POST", A.toString(), request -> Reply.of(200).body(request.bytes()));
  }

  private void pieces() {
    web.route(
        "GET",
        A.toString(),
        request -> Reply.text("one\n").then(ofSeconds(1), "two\n").then(ofSeconds(1), "three\n"));
  }

  /** All that the JDK's publishers publish arrives, with a length or without. */
  @Test
  void publishers() {
    echo();
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    List<BodyPublisher> publishers =
        List.of(
            BodyPublishers.ofByteArray(large),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
            BodyPublishers.ofByteArrays(List.of(large)),
            BodyPublishers.concat(
                BodyPublishers.ofByteArray(large, 0, 50_000),
                BodyPublishers.ofByteArray(large, 50_000, 50_000)));
    Loop.run(
        loop -> {
          for (BodyPublisher publisher : publishers) {
            byte[] back = client.send(post(publisher), BodyHandlers.ofByteArray()).body();
            assertEquals(ByteBuffer.wrap(large), ByteBuffer.wrap(back));
          }
          HttpResponse<String> none =
              client.send(post(BodyPublishers.noBody()), BodyHandlers.ofString());
          assertEquals("", none.body());
        });
  }

  /** A publisher that fails, or breaks its word, fails the request. */
  @Test
  void badPublishers() {
    echo();
    BodyPublisher ten = BodyPublishers.ofString("0123456789");
    Loop.run(
        loop -> {
          assertEquals(
              "Too many bytes in request body. Expected: 5, got: 10",
              failure(post(BodyPublishers.fromPublisher(ten, 5))));
          assertEquals(
              "Too few bytes returned by the publisher (10/15)",
              failure(post(BodyPublishers.fromPublisher(ten, 15))));
          assertEquals(
              "no file",
              failure(
                  post(
                      BodyPublishers.ofInputStream(
                          () -> {
                            throw new UncheckedIOException(new IOException("no file"));
                          }))));
        });
  }

  private String failure(HttpRequest request) {
    return assertThrows(IOException.class, () -> client.send(request, BodyHandlers.discarding()))
        .getMessage()
        .replace("java.io.IOException: ", "");
  }

  /** A stream is read as the body arrives. */
  @Test
  void bodyIsStreamed() {
    pieces();
    Loop.run(
        loop -> {
          HttpResponse<InputStream> response = client.send(get(), BodyHandlers.ofInputStream());
          assertEquals("chunked", response.headers().firstValue("Transfer-Encoding").orElseThrow());
          assertEquals(Duration.ZERO, loop.time());
          assertEquals("one\n", new String(response.body().readNBytes(4), UTF_8));
          assertEquals(Duration.ZERO, loop.time());
          assertEquals("two\n", new String(response.body().readNBytes(4), UTF_8));
          assertEquals(ofSeconds(1), loop.time());
          assertEquals("three\n", new String(response.body().readAllBytes(), UTF_8));
          assertEquals(ofSeconds(2), loop.time());
        });
  }

  /** Lines come one by one, and a stream that is closed early ends the exchange. */
  @Test
  void lines() {
    pieces();
    Loop.run(
        loop -> {
          try (Stream<String> lines = client.send(get(), BodyHandlers.ofLines()).body()) {
            assertEquals("one", lines.iterator().next());
          }
          client.close();
          assertEquals(Duration.ZERO, loop.time());
        });
  }

  /** A body that is made of a stream while it arrives does not keep it from arriving. */
  @Test
  void mappedStream() {
    pieces();
    BodyHandler<String> reads =
        head ->
            BodySubscribers.mapping(
                BodySubscribers.ofInputStream(),
                stream -> {
                  try {
                    return new String(stream.readAllBytes(), UTF_8);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    Loop.run(
        loop -> {
          assertEquals("one\ntwo\nthree\n", client.send(get(), reads).body());
          assertEquals("one\ntwo\nthree\n", client.sendAsync(get(), reads).get().body());
          assertEquals(ofSeconds(4), loop.time());
        });
  }

  /** A subscriber that asks for a piece a day gets a piece a day. */
  @Test
  void demandIsHonoured() {
    pieces();
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          BodyHandler<String> slow = head -> new Reluctant(loop, log, 1);
          assertEquals("done", client.send(get(), slow).body());
        });
    assertEquals(
        List.of("subscribed 0s", "one 86400s", "two 172800s", "three 259200s", "completed 259200s"),
        log);
  }

  /** Asking for nothing is a mistake that Flow defines. */
  @Test
  void demandOfNothing() {
    pieces();
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          IOException e =
              assertThrows(
                  IOException.class, () -> client.send(get(), head -> new Reluctant(loop, log, 0)));
          assertInstanceOf(IllegalArgumentException.class, e.getCause().getCause());
        });
  }

  /** What a body handler throws fails the request. */
  @Test
  void failingBodyHandler() {
    pieces();
    Loop.run(
        loop -> {
          IOException e =
              assertThrows(
                  IOException.class,
                  () ->
                      client.send(
                          get(),
                          head -> {
                            throw new IllegalStateException("not that");
                          }));
          assertEquals("not that", e.getMessage());
          client.close();
        });
  }

  /** HEAD and the statuses that have no body have none, whatever the handler says. */
  @Test
  void noBody() {
    web.route("HEAD", A.toString(), request -> Reply.text("hello"));
    web.route("GET", A.toString(), request -> Reply.of(204, "hello"));
    Loop.run(
        loop -> {
          HttpResponse<String> head =
              client.send(HttpRequest.newBuilder(A).HEAD().build(), BodyHandlers.ofString());
          assertEquals("", head.body());
          assertEquals("5", head.headers().firstValue("Content-Length").orElseThrow());
          HttpResponse<String> none = client.send(get(), BodyHandlers.ofString());
          assertEquals("", none.body());
          assertFalse(none.headers().firstValue("Content-Length").isPresent());
        });
  }

  /** Asks for its next piece a day after the one before. */
  private static final class Reluctant implements BodySubscriber<String> {
    private final Loop loop;
    private final List<String> log;
    private final long demand;
    private final CompletableFuture<String> body = new CompletableFuture<>();

    Reluctant(Loop loop, List<String> log, long demand) {
      this.loop = loop;
      this.log = log;
      this.demand = demand;
    }

    private void say(String what) {
      log.add(what + " " + loop.time().toSeconds() + "s");
    }

    @Override
    public CompletionStage<String> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      say("subscribed");
      Thread.startVirtualThread(
          () -> {
            for (int i = 0; i < 3 && !body.isDone(); i++) {
              Tasks.sleep(Duration.ofDays(1));
              subscription.request(demand);
            }
          });
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      item.forEach(buffer -> say(UTF_8.decode(buffer).toString().strip()));
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(new IOException(failure));
    }

    @Override
    public void onComplete() {
      say("completed");
      body.complete("done");
    }
  }
}
