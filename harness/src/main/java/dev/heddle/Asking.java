package dev.heddle;

import dev.heddle.internal.Carrier;
import dev.heddle.internal.RealTime;
import dev.heddle.internal.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks outside of the loop, on a thread that it does not run, while the whole loop stands still: so
 * the answer takes no virtual time, and nobody else goes on meanwhile, however long it takes.
 */
final class Asking {
  private static final long SLICE_NANOS = 2_000_000;

  private final Engine engine;

  /** How often this run has asked each question. */
  private final Map<String, Integer> times = new HashMap<>();

  Asking(Engine engine) {
    this.engine = engine;
  }

  /** Called in a step or callback of the loop. */
  @SuppressWarnings({"unchecked", "NullAway"}) // what is recorded is what such a call has returned
  <T extends @Nullable Object> T ask(String question, Callable<? extends T> answer)
      throws Throwable {
    Answers answers = engine.options.answers();
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    Callable<Object> outside =
        () -> {
          Thread.currentThread().setContextClassLoader(classes);
          return answer.call();
        };
    Object[] result = new Object[1];
    if (answers == null) {
      engine.outside.asks(question);
      engine.steps.runNested(() -> result[0] = call(question, outside));
      return (T) result[0];
    }
    int n = times.merge(question, 1, Integer::sum) - 1;
    engine.steps.runNested(() -> result[0] = recorded(answers, question, n, outside));
    return (T) ((Answer) result[0]).take();
  }

  private Answer recorded(Answers answers, String question, int n, Callable<Object> outside) {
    try {
      return result(
          question,
          answers.get(question, n, () -> call(question, () -> Answer.of(question, outside))));
    } catch (UnansweredError e) {
      throw engine.shutdown.raise(e);
    } catch (Throwable e) {
      throw Sneaky.rethrow(e);
    }
  }

  /** On the carrier: calls on a thread outside, and waits in real time. */
  private <T> T call(String question, Callable<T> outside) {
    Carrier carrier = (Carrier) Thread.currentThread();
    FutureTask<T> work =
        new FutureTask<>(outside) {
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
    long patience = Times.nanos(engine.options.patience());
    long start = RealTime.nanoTime();
    engine.gate.rests(true);
    try {
      while (!work.isDone()) {
        engine.gate.checkNotAbandoned();
        if (RealTime.nanoTime() - start > patience) {
          throw engine.shutdown.raise(
              new BlockedError(
                  "What was asked outside of the loop, ["
                      + question
                      + "], has had no answer for "
                      + engine.options.patience().toMillis()
                      + " ms of real time. Give it a time limit of its own, or more time by"
                      + " Loop.builder().patience(...)."));
        }
        carrier.rest(SLICE_NANOS);
      }
    } finally {
      engine.gate.rests(false);
    }
    if (work.state() == Future.State.FAILED) {
      throw Sneaky.rethrow(work.exceptionNow());
    }
    if (work.state() == Future.State.CANCELLED) {
      throw new CancellationException("[" + question + "] was cancelled");
    }
    return work.resultNow();
  }
}
