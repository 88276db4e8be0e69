package dev.heddle.internal.jdk;

import org.jspecify.annotations.Nullable;

/** What the JDK's futures keep of their failure, and whether anybody is to get it. */
public interface FutureInternals {
  /** What a {@code CompletableFuture} keeps as its result: the exception in it; null if none. */
  @Nullable Throwable inResult(@Nullable Object result);

  /** What a future has failed with; null if it has not, or was cancelled. */
  @Nullable Throwable failureOf(Object future);

  /** Whether something is to be told when a future is done. */
  boolean hasDependents(Object future);

  /** Whether the failure of a task is one that its thread has not caught. */
  boolean isExecuted(Object task);

  /** Whether the one who handed a future in could look at it. */
  boolean isOfProgram(Object future);
}
