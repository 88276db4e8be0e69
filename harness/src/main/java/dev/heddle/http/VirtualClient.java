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

/** A client of a virtual web, which does as the JDK's own client in JDK 25 does over HTTP/1.1. */
final class VirtualClient extends HttpClient {
  final VirtualWeb web;

  private final Optional<CookieHandler> cookieHandler;
  private final Optional<Duration> connectTimeout;
  private final @Nullable SSLContext sslContext;
  private final @Nullable SSLParameters sslParameters;
  private final Optional<Executor> executor;
  private final Redirect redirect;
  private final Version version;
  private final Optional<ProxySelector> proxy;

  /** What was sent and has not come to its end, in the order of sending. */
  private final Set<Call<?>> calls = new LinkedHashSet<>();

  /** Done when it was shut down and nothing is under way. */
  private final CompletableFuture<Boolean> terminated = new CompletableFuture<>();

  private boolean shutDown;

  VirtualClient(ClientBuilder description) {
    web = description.web;
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
    Call<T> call = call(request, bodyHandler, true);
    if (call == null) {
      throw closed();
    }
    call.beginHere();
    try {
      return call.result.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw forCaller(cause == null ? e : cause);
    }
  }

  /** A new exception of the same kind, so that the stack is the caller's; as the JDK's client. */
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
    Call<T> call = call(request, bodyHandler, false);
    if (call == null) {
      return CompletableFuture.failedFuture(closed());
    }
    call.begin();
    return call.result;
  }

  private <T> @Nullable Call<T> call(
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
    Call<T> call = new Call<>(this, loop, request, bodyHandler, blocking);
    calls.add(call);
    return call;
  }

  private static Loop loop(HttpRequest request) {
    try {
      return Loop.current();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          String.format(
              "%s %s was sent by thread %s, which no loop runs: a client of a VirtualWeb works in"
                  + " virtual time only. Send it inside a test of Heddle, or inside Loop.run(loop"
                  + " -> ...).",
              request.method(), request.uri(), Thread.currentThread().getName()),
          e);
    }
  }

  // ---- the end ----------------------------------------------------------------------------

  private static IOException closed() {
    return new IOException("closed");
  }

  void ended(Call<?> call) {
    calls.remove(call);
    endIfIdle();
  }

  private void endIfIdle() {
    if (shutDown && calls.isEmpty()) {
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
    for (Call<?> call : List.copyOf(calls)) {
      call.abort(new IOException("shutdownNow"));
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

  /** Waits without a limit, unlike the JDK's: day after day would be no deadlock. */
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

  // ---- what it is like --------------------------------------------------------------------

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
        "A client of a VirtualWeb has no web sockets: put an interface of your own around them,"
            + " and a fake behind that.");
  }

  @Override
  public String toString() {
    return "VirtualClient of " + web;
  }
}
