package dev.heddle.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that a publisher has, a buffer at a time, and checks the length that it has announced.
 */
final class RequestBody implements Flow.Subscriber<ByteBuffer> {
  private final long expected;
  private final Consumer<byte[]> sent;
  private final Consumer<Throwable> failed;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Flow.@Nullable Subscription subscription;
  private boolean over;

  private RequestBody(long expected, Consumer<byte[]> sent, Consumer<Throwable> failed) {
    this.expected = expected;
    this.sent = sent;
    this.failed = failed;
  }

  /** Subscribes to a publisher, unless it announces an empty body. */
  static @Nullable RequestBody take(
      @Nullable BodyPublisher publisher, Consumer<byte[]> sent, Consumer<Throwable> failed) {
    if (publisher == null || publisher.contentLength() == 0) {
      sent.accept(new byte[0]);
      return null;
    }
    RequestBody body = new RequestBody(publisher.contentLength(), sent, failed);
    publisher.subscribe(body);
    return body;
  }

  /** Stops reading. */
  void cancel() {
    over = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription its) {
    if (subscription != null || over) {
      its.cancel();
      return;
    }
    subscription = its;
    its.request(1);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (over || subscription == null) {
      return;
    }
    byte[] more = new byte[buffer.remaining()];
    buffer.get(more);
    bytes.writeBytes(more);
    if (expected >= 0 && bytes.size() > expected) {
      fail(
          new IOException(
              "Too many bytes in request body. Expected: " + expected + ", got: " + bytes.size()));
      return;
    }
    subscription.request(1);
  }

  @Override
  public void onError(Throwable throwable) {
    fail(throwable);
  }

  @Override
  public void onComplete() {
    if (over) {
      return;
    }
    if (bytes.size() < expected) {
      fail(
          new IOException(
              "Too few bytes returned by the publisher (" + bytes.size() + "/" + expected + ")"));
      return;
    }
    over = true;
    sent.accept(bytes.toByteArray());
  }

  private void fail(Throwable throwable) {
    if (!over) {
      cancel();
      failed.accept(throwable);
    }
  }
}
