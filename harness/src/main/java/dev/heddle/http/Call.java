package dev.heddle.http;

import dev.heddle.Loop;
import dev.heddle.verdict.ExitError;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A request that a caller has sent, and what becomes of it: an exchange, and another one for each
 * redirect. Its events run one after the other on the client's executor; on a managed thread each
 * unless it has one.
 *
 * @param <T> the type of the response's body
 */
final class Call<T> {
  final VirtualClient client;
  final Loop loop;

  /** What the caller waits for. */
  final CompletableFuture<HttpResponse<T>> result;

  private final BodyHandler<T> bodyHandler;

  /** The caller waits in {@code send}: nobody else sees the result. */
  private final boolean blocking;

  private final Serial serial;
  private final Redirects redirects;

  private HttpRequest request;
  private Exchange exchange;
  private @Nullable HttpResponse<T> previous;

  /** The body on its way to the caller. */
  private @Nullable BodyFlow body;

  Call(
      VirtualClient client,
      Loop loop,
      HttpRequest request,
      BodyHandler<T> bodyHandler,
      boolean blocking) {
    this.client = client;
    this.loop = loop;
    this.request = request;
    this.bodyHandler = bodyHandler;
    this.blocking = blocking;
    this.serial = new Serial(this::execute);
    this.redirects = new Redirects(client.followRedirects());
    this.result = blocking ? new CompletableFuture<>() : new CallFuture<>(this);
    this.exchange = new Exchange(this, request);
  }

  // ---- who runs it ------------------------------------------------------------------------

  /** Starts a managed thread that bears the name of the exchange. */
  void startThread(Runnable body) {
    Managed.start(loop, exchange.toString(), body);
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
      client.ended(this);
    }
  }

  /** Has an event run after those that wait; if it fails, so does the call. */
  void post(Runnable event) {
    serial.post(() -> guarded(event));
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

  /** The head of a response has arrived, and its body begins to. An event. */
  void answered(Reply reply) throws IOException {
    Answer.Head head = new Answer.Head(reply.status(), reply.headers());
    CookieHandler cookies = client.cookieHandler().orElse(null);
    if (cookies != null) {
      cookies.put(request.uri(), head.headers().map());
    }
    HttpRequest next = redirects.next(request, head);
    if (next != null) {
      previous = new Answer<>(request, head, previous, null);
      request = next;
      exchange = new Exchange(this, next);
      exchange.begin();
      return;
    }
    BodySubscriber<T> subscriber = bodyHandler.apply(head);
    BodyFlow flow = new BodyFlow(subscriber, this::post, this::end);
    body = flow;
    flow.begin();
    // It may wait for the body, and so for events.
    serial.afterwards(() -> guarded(() -> awaitBody(subscriber, head)));
    exchange.deliver(flow, reply);
  }

  private void awaitBody(BodySubscriber<T> subscriber, Answer.Head head) {
    Thread here = Thread.currentThread();
    subscriber
        .getBody()
        .whenComplete(
            (value, failure) -> {
              Runnable completion =
                  failure == null
                      ? () -> result.complete(new Answer<>(request, head, previous, value))
                      : () -> result.completeExceptionally(failure);
              if (Thread.currentThread() == here && client.executor().isEmpty()) {
                completion.run();
              } else {
                complete(completion);
              }
            });
  }

  // ---- the end ----------------------------------------------------------------------------

  /** The exchange has failed, or what the caller has brought along. */
  void fail(Throwable why) {
    exchange.end();
    BodyFlow flow = body;
    if (flow != null) {
      post(() -> flow.abort(why));
    }
    complete(() -> result.completeExceptionally(why));
    end();
  }

  /** The caller does not want it any more. */
  void cancel() {
    abort(new IOException("Request cancelled"));
  }

  /** The client does not want it any more. */
  void abort(IOException why) {
    fail(why);
  }

  /** Nothing more of it will happen, though the caller may still have to learn that. */
  private void end() {
    exchange.end();
    client.ended(this);
  }

  /** Lets the caller know, where its code that follows may wait. */
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
