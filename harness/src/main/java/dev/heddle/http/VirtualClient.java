package dev.heddle.http;

import dev.heddle.Loop;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A client of a virtual web. It does what the client of JDK 25 does over HTTP/1.1. */
final class VirtualClient extends HttpClient {
  private final Routes routes;

  private final Optional<CookieHandler> cookieHandler;
  private final Optional<Duration> connectTimeout;
  private final @Nullable SSLContext sslContext;
  private final @Nullable SSLParameters sslParameters;
  private final Optional<Executor> executor;
  private final Redirect redirect;
  private final Version version;
  private final Optional<ProxySelector> proxy;

  /** Requests that have not ended, in the order of sending. */
  private final Set<SentRequest<?>> underWay = new LinkedHashSet<>();

  /** Done when the client was shut down and all requests have ended. */
  private final CompletableFuture<Boolean> terminated = new CompletableFuture<>();

  private boolean shutDown;

  VirtualClient(VirtualClientBuilder description) {
    routes = description.routes;
    cookieHandler = Optional.ofNullable(description.cookieHandler);
    connectTimeout = Optional.ofNullable(description.connectTimeout);
    sslContext = description.sslContext;
    sslParameters = description.sslParameters;
    executor = Optional.ofNullable(description.executor);
    redirect = description.redirect;
    version = description.version;
    proxy = Optional.ofNullable(description.proxy);
  }

  // ---- sending ----------------------------------------------------------------------------

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> bodyHandler)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    SentRequest<T> sent = newRequest(request, bodyHandler, true);
    if (sent == null) {
      throw closed();
    }
    sent.beginHere();
    try {
      return sent.result.get();
    } catch (InterruptedException e) {
      sent.cancel();
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw forCaller(cause == null ? e : cause);
    }
  }

  /** A new exception of the same kind, with the caller's stack, as the JDK's client throws. */
  private static IOException forCaller(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof NoRouteException noRoute) {
      throw noRoute;
    } else if (cause instanceof IllegalArgumentException) {
      throw new IllegalArgumentException(message, cause);
    } else if (cause instanceof HttpConnectTimeoutException) {
      return caused(new HttpConnectTimeoutException(message), cause);
    } else if (cause instanceof HttpTimeoutException) {
      return new HttpTimeoutException(message);
    } else if (cause instanceof ConnectException) {
      return caused(new ConnectException(message), cause);
    }
    return new IOException(message, cause);
  }

  private static IOException caused(IOException exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> bodyHandler) {
    return sendAsync(request, bodyHandler, null);
  }

  /** No server of a virtual web pushes anything. */
  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      BodyHandler<T> bodyHandler,
      @Nullable PushPromiseHandler<T> pushPromiseHandler) {
    SentRequest<T> sent = newRequest(request, bodyHandler, false);
    if (sent == null) {
      return CompletableFuture.failedFuture(closed());
    }
    sent.begin();
    return sent.result;
  }

  private <T> @Nullable SentRequest<T> newRequest(
      HttpRequest request, BodyHandler<T> bodyHandler, boolean blocking) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(bodyHandler, "bodyHandler");
    Objects.requireNonNull(request.uri(), "uri must be non null");
    Loop loop = loop(request);
    if (request.method().equals("CONNECT")) {
      throw new IllegalArgumentException("Unsupported method CONNECT");
    }
    if (shutDown) {
      return null;
    }
    SentRequest<T> sent =
        new SentRequest<>(this, routes, loop, request, bodyHandler, blocking, this::ended);
    underWay.add(sent);
    return sent;
  }

  private static Loop loop(HttpRequest request) {
    try {
      return Loop.current();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          String.format(
              "%s %s was sent by thread %s, which no loop runs. A client of a VirtualWeb works in"
                  + " virtual time only: send the request inside a test of Heddle, or inside"
                  + " Loop.run(loop -> ...).",
              request.method(), request.uri(), Thread.currentThread().getName()),
          e);
    }
  }

  // ---- the end ----------------------------------------------------------------------------

  private static IOException closed() {
    return new IOException("closed");
  }

  private void ended(SentRequest<?> sent) {
    underWay.remove(sent);
    endIfIdle();
  }

  private void endIfIdle() {
    if (shutDown && underWay.isEmpty()) {
      terminated.complete(true);
    }
  }

  @Override
  public void shutdown() {
    shutDown = true;
    endIfIdle();
  }

  @Override
  public void shutdownNow() {
    shutdown();
    for (SentRequest<?> sent : List.copyOf(underWay)) {
      sent.abort(new IOException("shutdownNow"));
    }
  }

  @Override
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    try {
      return terminated.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError(e); // it never fails
    }
  }

  /**
   * Waits without a limit. The JDK's client waits a day, again and again: no deadlock would show.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    shutdown();
    while (!terminated.isDone()) {
      try {
        terminated.get();
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      } catch (ExecutionException e) {
        throw new AssertionError(e); // it never fails
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isTerminated() {
    return terminated.isDone();
  }

  // ---- settings -----------------------------------------------------------------------------

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return cookieHandler;
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return connectTimeout;
  }

  @Override
  public Redirect followRedirects() {
    return redirect;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return proxy;
  }

  @Override
  public SSLContext sslContext() {
    if (sslContext != null) {
      return sslContext;
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SSLParameters sslParameters() {
    return sslParameters != null ? sslParameters : sslContext().getDefaultSSLParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return version;
  }

  @Override
  public Optional<Executor> executor() {
    return executor;
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    throw new UnsupportedOperationException(
        "A client of a VirtualWeb does not support web sockets. Use them through an interface of"
            + " your own, and test with a fake.");
  }

  @Override
  public String toString() {
    return "VirtualClient of " + routes;
  }
}
