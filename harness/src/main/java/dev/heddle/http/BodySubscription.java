package dev.heddle.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the body of a response to its subscriber as it arrives, and no more than the subscriber
 * has asked for. Events of one {@link SerialExecutor} call everything but {@link #request} and
 * {@link #cancel}.
 */
final class BodySubscription implements Flow.Subscription {
  private final Flow.Subscriber<List<ByteBuffer>> subscriber;
  private final Consumer<Runnable> post;
  private final Runnable ended;

  /** What has arrived and the subscriber has not asked for yet. */
  private final Queue<byte[]> arrived = new ArrayDeque<>();

  /** How many more pieces the subscriber wants. */
  private long demand;

  /** Nothing more arrives. */
  private boolean complete;

  /** Why nothing more arrives. */
  private @Nullable Throwable failure;

  /** The subscriber gets nothing more. */
  private boolean over;

  BodySubscription(
      Flow.Subscriber<List<ByteBuffer>> subscriber, Consumer<Runnable> post, Runnable ended) {
    this.subscriber = subscriber;
    this.post = post;
    this.ended = ended;
  }

  void begin() {
    subscriber.onSubscribe(this);
  }

  void arrive(byte[] bytes) {
    if (bytes.length > 0) {
      arrived.add(bytes);
    }
    flush();
  }

  void complete() {
    complete = true;
    flush();
  }

  /** The body fails after what has arrived. */
  void fail(Throwable why) {
    complete = true;
    failure = why;
    flush();
  }

  /** The body fails at once, since the exchange was given up. */
  void abort(Throwable why) {
    arrived.clear();
    fail(why);
  }

  @Override
  public void request(long pieces) {
    post.accept(
        () -> {
          if (pieces <= 0) {
            abort(new IllegalArgumentException("non-positive request: " + pieces));
          } else {
            demand = demand + pieces < 0 ? Long.MAX_VALUE : demand + pieces;
            flush();
          }
        });
  }

  @Override
  public void cancel() {
    post.accept(this::end);
  }

  private void flush() {
    while (!over && demand > 0 && !arrived.isEmpty()) {
      demand--;
      byte[] bytes = arrived.remove();
      subscriber.onNext(List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
    }
    if (!over && complete && arrived.isEmpty()) {
      Throwable why = failure;
      end();
      if (why == null) {
        subscriber.onComplete();
      } else {
        subscriber.onError(why);
      }
    }
  }

  private void end() {
    if (!over) {
      over = true;
      ended.run();
    }
  }
}
