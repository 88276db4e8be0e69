package dev.heddle;

import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import dev.heddle.internal.engine.Steps;
import dev.heddle.internal.hook.Carrier;
import dev.heddle.internal.hook.RealTime;
import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.outside.Outside;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.Remedy;
import dev.heddle.verdict.UnansweredError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks outside of the loop, on a thread that the loop does not run. The whole loop stands still
 * meanwhile: so the answer takes no virtual time, and no other thread runs, however long it takes.
 */
final class OutsideQuestions {
  private static final long SLICE_NANOS = 2_000_000;

  private final Engine engine;

  private final @Nullable Answers answers;

  private final Duration stallTimeout;

  private final Heartbeat heartbeat;

  private final Outside outside;

  private final Steps steps;

  private final RunVerdict verdict;

  /** How often this run has asked each question. */
  private final Map<String, Integer> times = new HashMap<>();

  /** {@code answers}: the recorded answers; null: none are recorded. */
  OutsideQuestions(@Nullable Answers answers, Engine engine) {
    this.answers = answers;
    this.engine = engine;
    this.stallTimeout = engine.watched.stallTimeout();
    this.heartbeat = engine.heartbeat;
    this.outside = engine.outside;
    this.steps = engine.steps;
    this.verdict = engine.verdict;
  }

  /** Asks for a step or callback of the loop. */
  <T extends @Nullable Object> T ask(String question, Callable<? extends T> answer) {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(answer, "answer");
    if (Engine.currentEngine() != engine) {
      throw new IllegalStateException(
          "askOutside was called by thread "
              + Thread.currentThread().getName()
              + ", which this loop does not run. It is outside already: call what it would ask.");
    }
    try {
      return askFromInside(question, answer);
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(e);
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what is recorded is what such a call has returned
  private <T extends @Nullable Object> T askFromInside(
      String question, Callable<? extends T> answer) throws Throwable {
    Answers recorded = answers;
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    Callable<Object> call =
        () -> {
          Thread.currentThread().setContextClassLoader(classes);
          return answer.call();
        };
    Object[] result = new Object[1];
    if (recorded == null) {
      outside.asks(question);
      steps.runNested(() -> result[0] = call(question, call));
      return (T) result[0];
    }
    int n = times.merge(question, 1, Integer::sum) - 1;
    steps.runNested(() -> result[0] = recorded(recorded, question, n, call));
    return (T) ((Answer) result[0]).take();
  }

  private Answer recorded(Answers all, String question, int n, Callable<Object> call) {
    try {
      return result(
          question, all.get(question, n, () -> call(question, () -> Answer.of(question, call))));
    } catch (UnansweredError e) {
      throw verdict.raise(e);
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(e);
    }
  }

  /** On the carrier: calls on a thread outside, and waits in real time. */
  private <T> T call(String question, Callable<T> ask) {
    Carrier carrier = (Carrier) Thread.currentThread();
    FutureTask<T> work =
        new FutureTask<>(ask) {
          @Override
          protected void done() {
            LockSupport.unpark(carrier);
          }
        };
    Scheduler inLoop = carrier.enter(null);
    try {
      Thread thread = new Thread(work, "heddle-asks " + question);
      thread.setDaemon(true);
      thread.start();
    } finally {
      carrier.enter(inLoop);
    }
    try {
      return result(question, work);
    } finally {
      work.cancel(true);
    }
  }

  /** On the carrier. */
  private <T> T result(String question, Future<T> work) {
    Carrier carrier = (Carrier) Thread.currentThread();
    long longest = Times.nanos(stallTimeout);
    long start = RealTime.nanoTime();
    heartbeat.rests(true);
    try {
      while (!work.isDone()) {
        heartbeat.checkNotAbandoned();
        if (RealTime.nanoTime() - start > longest) {
          throw verdict.raise(
              new BlockedError(
                  "What was asked outside of the loop, ["
                      + question
                      + "], has had no answer for "
                      + stallTimeout.toMillis()
                      + " ms of real time. Give it a time limit of its own, or allow it more time:"
                      + " Loop.builder().stallTimeout(...).",
                  Remedy.of("stallTimeout")));
        }
        carrier.rest(SLICE_NANOS);
      }
    } finally {
      heartbeat.rests(false);
    }
    if (work.state() == Future.State.FAILED) {
      throw SneakyThrow.rethrow(work.exceptionNow());
    }
    if (work.state() == Future.State.CANCELLED) {
      throw new CancellationException("[" + question + "] was cancelled");
    }
    return work.resultNow();
  }
}
