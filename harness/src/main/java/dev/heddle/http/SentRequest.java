package dev.heddle.http;

import dev.heddle.Loop;
import dev.heddle.verdict.ExitError;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that a caller has sent: its exchange, and another one for each redirect. Events run one
 * after the other on the client's executor. If the client has none, each runs on a managed thread.
 *
 * @param <T> the type of the response's body
 */
final class SentRequest<T> implements Exchange.Listener {
  private final HttpClient client;
  private final Routes routes;
  private final Loop loop;

  /** What the caller waits for. */
  final CompletableFuture<HttpResponse<T>> result;

  private final BodyHandler<T> bodyHandler;

  /** The caller waits in {@code send}, and nobody else sees the result. */
  private final boolean blocking;

  /** Told when nothing more happens. */
  private final Consumer<SentRequest<T>> onEnd;

  private final SerialExecutor serial;
  private final Redirects redirects;

  private HttpRequest request;
  private Exchange exchange;
  private @Nullable HttpResponse<T> previous;

  /** The body on its way to the caller. */
  private @Nullable BodySubscription body;

  SentRequest(
      HttpClient client,
      Routes routes,
      Loop loop,
      HttpRequest request,
      BodyHandler<T> bodyHandler,
      boolean blocking,
      Consumer<SentRequest<T>> onEnd) {
    this.client = client;
    this.routes = routes;
    this.loop = loop;
    this.request = request;
    this.bodyHandler = bodyHandler;
    this.blocking = blocking;
    this.onEnd = onEnd;
    this.serial = new SerialExecutor(this::execute);
    this.redirects = new Redirects(client.followRedirects());
    this.result =
        blocking
            ? new CompletableFuture<>()
            : new ResponseFuture<>(this::startThread, this::cancel);
    this.exchange = new Exchange(this, loop, client, routes, request);
  }

  // ---- threads ------------------------------------------------------------------------

  /** Starts a managed thread with the name of the exchange. */
  private void startThread(Runnable body) {
    NamedThreads.start(loop, exchange.toString(), body);
  }

  private void execute(Runnable events) {
    Executor executor = client.executor().orElse(null);
    if (executor == null) {
      startThread(events);
    } else if (Thread.currentThread().isVirtual()) {
      executeOn(executor, events);
    } else {
      startThread(() -> executeOn(executor, events)); // the loop's carrier may not wait
    }
  }

  private void executeOn(Executor executor, Runnable events) {
    try {
      executor.execute(events);
    } catch (RejectedExecutionException e) {
      exchange.end();
      complete(() -> result.completeExceptionally(e));
      onEnd.accept(this);
    }
  }

  /** Runs an event after those that wait. If it fails, so does this. */
  @Override
  public void post(Runnable event) {
    serial.execute(() -> guarded(event));
  }

  private void guarded(Runnable event) {
    try {
      event.run();
    } catch (ExitError e) {
      throw e;
    } catch (Throwable e) {
      fail(e);
    }
  }

  // ---- exchanges --------------------------------------------------------------------------

  /** Begins on the executor. */
  void begin() {
    post(exchange::begin);
  }

  /** Begins on the calling thread. */
  void beginHere() {
    serial.runHere(() -> guarded(exchange::begin));
  }

  @Override
  public void answered(Reply reply) throws IOException {
    VirtualResponse.Head head = new VirtualResponse.Head(reply.status(), reply.headers());
    CookieHandler cookies = client.cookieHandler().orElse(null);
    if (cookies != null) {
      cookies.put(request.uri(), head.headers().map());
    }
    HttpRequest next = redirects.next(request, head);
    if (next != null) {
      previous = new VirtualResponse<>(request, head, previous, null);
      request = next;
      exchange = new Exchange(this, loop, client, routes, next);
      exchange.begin();
      return;
    }
    BodySubscriber<T> subscriber = bodyHandler.apply(head);
    BodySubscription flow = new BodySubscription(subscriber, this::post, this::end);
    body = flow;
    flow.begin();
    // The subscriber may wait for the body, and so for events.
    serial.afterwards(() -> guarded(() -> awaitBody(subscriber, head)));
    exchange.deliver(flow, reply);
  }

  private void awaitBody(BodySubscriber<T> subscriber, VirtualResponse.Head head) {
    Thread here = Thread.currentThread();
    subscriber
        .getBody()
        .whenComplete(
            (value, failure) -> {
              Runnable completion =
                  failure == null
                      ? () -> result.complete(new VirtualResponse<>(request, head, previous, value))
                      : () -> result.completeExceptionally(failure);
              if (Thread.currentThread() == here && client.executor().isEmpty()) {
                completion.run();
              } else {
                complete(completion);
              }
            });
  }

  // ---- the end ----------------------------------------------------------------------------

  /** The exchange has failed, or code of the caller has. */
  @Override
  public void fail(Throwable why) {
    exchange.end();
    BodySubscription flow = body;
    if (flow != null) {
      post(() -> flow.abort(why));
    }
    complete(() -> result.completeExceptionally(why));
    end();
  }

  /** The caller gives up. */
  void cancel() {
    abort(new IOException("Request cancelled"));
  }

  /** The client gives up. */
  void abort(IOException why) {
    fail(why);
  }

  /** Nothing more happens, though the caller may still have to be told. */
  private void end() {
    exchange.end();
    onEnd.accept(this);
  }

  /** Tells the caller, on a thread where the code that follows may wait. */
  private void complete(Runnable completion) {
    if (blocking || result.isDone()) {
      completion.run();
    } else if (serial.isHere() && client.executor().isEmpty()) {
      serial.afterwards(completion);
    } else {
      startThread(completion);
    }
  }
}
