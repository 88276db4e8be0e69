package dev.heddle.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The future of a call, and those that are derived from it: cancelling one gives the exchange up.
 * Its asynchronous stages run on managed threads.
 *
 * @param <T> the type of the result
 */
final class CallFuture<T> extends CompletableFuture<T> {
  private final Call<?> call;

  CallFuture(Call<?> call) {
    this.call = call;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CallFuture<>(call);
  }

  @Override
  public Executor defaultExecutor() {
    return call::startThread;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && mayInterruptIfRunning) {
      call.cancel();
    }
    return cancelled;
  }
}
