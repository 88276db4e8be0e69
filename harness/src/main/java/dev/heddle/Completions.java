package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Futures in the order in which they are done, as {@link Tasks#asCompleted} returns them; they can
 * be iterated over once. This is {@code _AsCompletedIterator} of CPython 3.13, with the part of its
 * queue that it needs.
 *
 * @param <F> the type of the futures
 */
@API(status = Status.EXPERIMENTAL)
public final class Completions<F extends LoopFuture<?>> implements Iterable<F> {
  private final Engine engine;

  /** The futures that are not done yet; after the timeout, it is empty as well. */
  private final Set<LoopFuture<?>> todo;

  private final Consumer<LoopFuture<?>> onCompletion = this::completed;

  private final @Nullable TimerEntry timeout;

  /** What was done and not taken yet. */
  private final Deque<LoopFuture<?>> done = new ArrayDeque<>();

  /** Stands in {@link #done} for a future that the timeout has overtaken. */
  private final LoopFuture<?> overdue;

  /** Tasks that wait for something to take, in the order in which they began to. */
  private final Deque<LoopFuture<@Nullable Void>> takers = new ArrayDeque<>();

  /** How many futures are still to be taken. */
  private int left;

  Completions(Engine engine, Collection<? extends F> futures, @Nullable Duration timeout) {
    this.engine = engine;
    this.overdue = new LoopFuture<@Nullable Void>(engine);
    todo = new LinkedHashSet<>(futures);
    todo.forEach(f -> f.addQuietly(onCompletion, InternalCallback.wakes(f)));
    this.timeout =
        timeout == null || todo.isEmpty()
            ? null
            : engine.callLater(Times.nanos(timeout), this::timedOut, InternalCallback.acts(this));
    left = todo.size();
  }

  private void timedOut() {
    for (LoopFuture<?> future : todo) {
      future.removeDoneCallback(onCompletion);
      put(overdue);
    }
    todo.clear();
  }

  private void completed(LoopFuture<?> future) {
    if (todo.isEmpty()) {
      return;
    }
    todo.remove(future);
    put(future);
    if (todo.isEmpty() && timeout != null) {
      timeout.cancel();
    }
  }

  private void put(LoopFuture<?> future) {
    done.add(future);
    wakeOne();
  }

  private void wakeOne() {
    for (var taker = takers.poll(); taker != null; taker = takers.poll()) {
      if (!taker.isDone()) {
        taker.finish(null);
        return;
      }
    }
  }

  /**
   * Iterates over the futures; all iterators of this object share what is left.
   *
   * <p>{@code hasNext()} tells whether there are futures that were not returned yet, done or not.
   * {@code next()} waits for the next one to be done, and returns it; call {@code result()} on it.
   * Once for each future that was not done in time it throws a {@link TimeoutException}
   * (undeclared, as an iterator cannot declare it).
   *
   * <p>Iterations of {@code next()}: none if a future is done and queued already, otherwise two
   * after one is completed.
   */
  @Override
  public Iterator<F> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public F next() {
        return nextDone();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private F nextDone() {
    if (left == 0) {
      throw new NoSuchElementException();
    }
    left--;
    LoopFuture<?> next = take();
    if (next == overdue) {
      throw SneakyThrow.rethrow(new TimeoutException("not all futures were done in time"));
    }
    return (F) next;
  }

  private LoopFuture<?> take() {
    while (done.isEmpty()) {
      LoopFuture<@Nullable Void> taker = new LoopFuture<>(engine);
      takers.add(taker);
      try {
        taker.await();
      } catch (Throwable e) {
        taker.cancel();
        takers.remove(taker);
        if (!done.isEmpty() && !taker.isCancelled()) {
          wakeOne();
        }
        throw e;
      }
    }
    return done.remove();
  }
}
