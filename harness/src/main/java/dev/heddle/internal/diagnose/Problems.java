package dev.heddle.internal.diagnose;

import dev.heddle.internal.agent.HeddleAgent;
import dev.heddle.verdict.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what nobody in the program awaits or looks at, and reports it. */
public final class Problems implements ProblemReporter {
  /** Null: the system logger. */
  private @Nullable Consumer<Problem> handler;

  /** Failed futures whose exception nobody has looked at, in the order of failing. */
  private final Map<Object, Unretrieved> unretrieved = new LinkedHashMap<>();

  /** Coroutine objects that were made in the loop and neither awaited nor closed. */
  private final Set<Object> unawaited = new LinkedHashSet<>();

  /** Futures of java.util.concurrent that have failed. */
  public final FailedFutures futures;

  /** The run has a verdict: its consequences are not reported. */
  private boolean stopped;

  private record Unretrieved(Future<?> future, Throwable failure) {}

  public Problems(@Nullable Consumer<Problem> handler, FailedFutures futures) {
    this.handler = handler;
    this.futures = futures;
  }

  public void setHandler(@Nullable Consumer<Problem> newHandler) {
    handler = newHandler;
  }

  public void failed(Future<?> future, Throwable failure) {
    unretrieved.put(future, new Unretrieved(future, failure));
    futures.seen(failure);
  }

  public void retrieved(Object future) {
    unretrieved.remove(future);
  }

  public void made(Object coroutine) {
    unawaited.add(coroutine);
  }

  public void used(Object coroutine) {
    unawaited.remove(coroutine);
  }

  /** From now on, nothing new is reported. */
  public void stop() {
    stopped = true;
  }

  public boolean isStopped() {
    return stopped;
  }

  @Override
  public void report(
      Problem.Kind kind,
      String message,
      @Nullable Throwable exception,
      @Nullable Future<?> future) {
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
      @Nullable Future<?> future) {
    Problem problem = new Problem(kind, message, exception, future);
    if (handler != null) {
      handler.accept(problem);
    } else {
      ProblemLog.write(problem);
    }
  }

  /** The loop is being closed: reports what nobody has looked at. */
  public void reportLeftovers() {
    HeddleAgent.untransformed().forEach(this::reportUntransformed);
    for (Object coroutine : List.copyOf(unawaited)) {
      tell(Problem.Kind.NEVER_AWAITED, coroutine + " was never awaited", null, null);
    }
    for (Unretrieved one : List.copyOf(unretrieved.values())) {
      tell(
          Problem.Kind.NEVER_RETRIEVED,
          "The exception of " + one.future() + " was never retrieved",
          one.failure(),
          one.future());
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
            + " could not be transformed. So it uses the real clock, real threads and real"
            + " randomness, and has no scheduling points. Put the classes that it refers to on the"
            + " class path, split a method that is too large, or recompile it",
        reason,
        null);
  }
}
