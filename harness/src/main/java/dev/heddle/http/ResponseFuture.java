package dev.heddle.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The future of a response, and the futures derived from it. Cancelling any of them gives up the
 * exchange. Asynchronous stages run on managed threads.
 *
 * @param <T> the type of the result
 */
final class ResponseFuture<T> extends CompletableFuture<T> {
  private final Executor managedThreads;
  private final Runnable giveUp;

  /**
   * @param managedThreads runs asynchronous stages
   * @param giveUp gives up the exchange
   */
  ResponseFuture(Executor managedThreads, Runnable giveUp) {
    this.managedThreads = managedThreads;
    this.giveUp = giveUp;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new ResponseFuture<>(managedThreads, giveUp);
  }

  @Override
  public Executor defaultExecutor() {
    return managedThreads;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && mayInterruptIfRunning) {
      giveUp.run();
    }
    return cancelled;
  }
}
