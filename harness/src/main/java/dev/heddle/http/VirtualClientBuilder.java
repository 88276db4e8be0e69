package dev.heddle.http;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Describes a client. It refuses the same arguments as the JDK's builder. */
final class VirtualClientBuilder implements HttpClient.Builder {
  private static final int MOST_PRIORITY = 256;

  final Routes routes;

  @Nullable CookieHandler cookieHandler;
  @Nullable Duration connectTimeout;
  @Nullable SSLContext sslContext;
  @Nullable SSLParameters sslParameters;
  @Nullable Executor executor;
  HttpClient.Redirect redirect = HttpClient.Redirect.NEVER;
  HttpClient.Version version = HttpClient.Version.HTTP_2;
  @Nullable ProxySelector proxy;

  VirtualClientBuilder(Routes routes) {
    this.routes = routes;
  }

  @Override
  public HttpClient.Builder cookieHandler(CookieHandler handler) {
    cookieHandler = Objects.requireNonNull(handler, "cookieHandler");
    return this;
  }

  @Override
  public HttpClient.Builder connectTimeout(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("Invalid duration: " + duration);
    }
    connectTimeout = duration;
    return this;
  }

  @Override
  public HttpClient.Builder sslContext(SSLContext context) {
    sslContext = Objects.requireNonNull(context, "sslContext");
    return this;
  }

  @Override
  public HttpClient.Builder sslParameters(SSLParameters parameters) {
    sslParameters = Objects.requireNonNull(parameters, "sslParameters");
    return this;
  }

  @Override
  public HttpClient.Builder executor(Executor runs) {
    executor = Objects.requireNonNull(runs, "executor");
    return this;
  }

  @Override
  public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
    redirect = Objects.requireNonNull(policy, "policy");
    return this;
  }

  @Override
  public HttpClient.Builder version(HttpClient.Version preferred) {
    version = Objects.requireNonNull(preferred, "version");
    return this;
  }

  @Override
  public HttpClient.Builder priority(int priority) {
    if (priority < 1 || priority > MOST_PRIORITY) {
      throw new IllegalArgumentException("priority must be between 1 and 256");
    }
    return this;
  }

  @Override
  public HttpClient.Builder proxy(ProxySelector selector) {
    proxy = Objects.requireNonNull(selector, "proxy");
    return this;
  }

  @Override
  public HttpClient.Builder authenticator(Authenticator authenticator) {
    throw new UnsupportedOperationException(
        "A client of a VirtualWeb does not support authenticators. Set the header Authorization"
            + " yourself.");
  }

  @Override
  public HttpClient.Builder localAddress(@Nullable InetAddress address) {
    return this;
  }

  @Override
  public HttpClient build() {
    return new VirtualClient(this);
  }
}
