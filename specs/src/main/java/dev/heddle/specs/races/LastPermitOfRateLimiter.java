package dev.heddle.specs.races;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Two callers see that one call is left in this second, and both make it. */
final class LastPermitOfRateLimiter implements Race {
  private abstract static class RateLimiter {
    static final int CALLS_PER_SECOND = 1;

    final ConcurrentMap<Long, AtomicInteger> calls = new ConcurrentHashMap<>();

    abstract boolean tryCall(long second);

    AtomicInteger calls(long second) {
      return calls.computeIfAbsent(second, ignored -> new AtomicInteger());
    }
  }

  private static final class Careless extends RateLimiter {
    @Override
    boolean tryCall(long second) {
      AtomicInteger made = calls(second);
      if (made.get() < CALLS_PER_SECOND) {
        made.incrementAndGet();
        return true;
      }
      return false;
    }
  }

  private static final class Atomic extends RateLimiter {
    @Override
    boolean tryCall(long second) {
      return calls(second).getAndIncrement() < CALLS_PER_SECOND;
    }
  }

  @Override
  public String bug() {
    return "rate limiter by check, then count";
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
    run(new Atomic());
  }

  private static void run(RateLimiter limiter) throws Exception {
    AtomicInteger allowed = new AtomicInteger();
    Threads.Body caller =
        () -> {
          if (limiter.tryCall(7)) {
            allowed.incrementAndGet();
          }
        };
    Threads.runAll(caller, caller);
    Check.number("The number of allowed calls", 1, allowed.get());
  }
}
