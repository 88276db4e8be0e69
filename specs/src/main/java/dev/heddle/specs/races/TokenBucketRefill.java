package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Two threads see that an interval has passed, and both fill the bucket for it. */
final class TokenBucketRefill implements Race {
  private abstract static class TokenBucket {
    static final long INTERVAL = 10;

    final AtomicLong lastRefill = new AtomicLong();
    final AtomicInteger tokens = new AtomicInteger();

    abstract void refill(long now);
  }

  private static final class Careless extends TokenBucket {
    @Override
    void refill(long now) {
      if (now - lastRefill.get() >= INTERVAL) {
        tokens.incrementAndGet();
        lastRefill.set(now);
      }
    }
  }

  private static final class Claimed extends TokenBucket {
    @Override
    void refill(long now) {
      long last = lastRefill.get();
      if (now - last >= INTERVAL && lastRefill.compareAndSet(last, now)) {
        tokens.incrementAndGet();
      }
    }
  }

  @Override
  public String bug() {
    return "refilled twice for one interval";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Claimed());
  }

  private static void run(TokenBucket bucket) throws Exception {
    Threads.runAll(() -> bucket.refill(10), () -> bucket.refill(11));
    Check.number("The number of tokens", 1, bucket.tokens.get());
  }
}
