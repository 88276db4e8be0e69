package dev.heddle;

import dev.heddle.internal.HeddleAgent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a loop has to tell because nobody awaits it, and who is told. */
final class Problems {
  /** Null for the system logger. */
  private @Nullable Consumer<Problem> handler;

  /** Failed futures whose exception nobody has looked at, in the order of failing. */
  private final Set<LoopFuture<?>> unretrieved = new LinkedHashSet<>();

  /** Coroutine objects that were made in the loop and neither awaited nor closed. */
  private final Set<Coroutine<?>> unawaited = new LinkedHashSet<>();

  /** Futures of java.util.concurrent that have failed. */
  final FailedFutures futures;

  /** The run has a verdict: what comes of that is no news. */
  private boolean stopped;

  Problems(@Nullable Consumer<Problem> handler, FailedFutures futures) {
    this.handler = handler;
    this.futures = futures;
  }

  void setHandler(@Nullable Consumer<Problem> newHandler) {
    handler = newHandler;
  }

  void failed(LoopFuture<?> future, Throwable failure) {
    unretrieved.add(future);
    futures.seen(failure);
  }

  void retrieved(LoopFuture<?> future) {
    unretrieved.remove(future);
  }

  void made(Coroutine<?> coroutine) {
    unawaited.add(coroutine);
  }

  void used(Coroutine<?> coroutine) {
    unawaited.remove(coroutine);
  }

  /** From now on nothing new is told. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  void report(
      Problem.Kind kind,
      String message,
      @Nullable Throwable exception,
      @Nullable LoopFuture<?> future) {
    if (exception != null) {
      futures.seen(exception);
    }
    if (!stopped) {
      tell(kind, message, exception, future);
    }
  }

  private void tell(
      Problem.Kind kind,
      String message,
      @Nullable Throwable exception,
      @Nullable LoopFuture<?> future) {
    Problem problem = new Problem(kind, message, exception, future);
    if (handler != null) {
      handler.accept(problem);
    } else {
      ProblemLog.write(problem);
    }
  }

  /** The loop is being closed: tells of what nobody has looked at, and of what it could not see. */
  void reportLeftovers() {
    HeddleAgent.untransformed().forEach(this::reportUntransformed);
    for (Coroutine<?> coroutine : List.copyOf(unawaited)) {
      tell(Problem.Kind.NEVER_AWAITED, coroutine + " was never awaited", null, null);
    }
    for (LoopFuture<?> future : List.copyOf(unretrieved)) {
      tell(
          Problem.Kind.NEVER_RETRIEVED,
          "The exception of " + future + " was never retrieved",
          future.peekException(),
          future);
    }
    for (FailedFutures.Failure failure : futures.takeUnseen()) {
      tell(Problem.Kind.NEVER_RETRIEVED, failure.message(), failure.thrown(), null);
    }
    unawaited.clear();
    unretrieved.clear();
  }

  private void reportUntransformed(String name, Throwable reason) {
    tell(
        Problem.Kind.NOT_TRANSFORMED,
        "class "
            + name
            + " could not be transformed, and so sees real time, threads and chance. Put the"
            + " classes that it names on the class path, or compile it anew",
        reason,
        null);
  }
}
