package dev.heddle.specs.races;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** An answer and a cancellation both find a future open, and both have their effect. */
final class FutureCompletedTwice implements Race {
  private abstract static class Order {
    final CompletableFuture<String> outcome = new CompletableFuture<>();
    final AtomicInteger effects = new AtomicInteger();

    abstract void end(String how);
  }

  private static final class Careless extends Order {
    @Override
    void end(String how) {
      if (!outcome.isDone()) {
        effects.incrementAndGet();
        outcome.complete(how);
      }
    }
  }

  private static final class Decided extends Order {
    @Override
    void end(String how) {
      if (outcome.complete(how)) {
        effects.incrementAndGet();
      }
    }
  }

  @Override
  public String bug() {
    return "isDone, then complete";
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
    run(new Decided());
  }

  private static void run(Order order) throws Exception {
    Threads.runAll(() -> order.end("delivered"), () -> order.end("cancelled"));
    Check.number("The number of effects", 1, order.effects.get());
  }
}
