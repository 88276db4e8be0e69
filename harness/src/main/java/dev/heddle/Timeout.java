package dev.heddle;

import dev.heddle.internal.core.CallbackEntry;
import dev.heddle.internal.core.InternalCallback;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for a block of code, made by {@link Tasks#timeout}: when it passes, the task is
 * cancelled, and the {@link CancellationException} that leaves the block becomes a {@link
 * TimeoutException}, unless somebody else has asked to cancel too. {@code asyncio.Timeout} of
 * CPython 3.13.
 */
@API(status = Status.EXPERIMENTAL)
public final class Timeout {
  /**
   * A block of code under a deadline.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> extends VoidBody {
    /**
     * Runs in the calling task.
     *
     * @param timeout the deadline, which may be moved
     * @return the result of the block
     * @throws Exception whatever the block throws; it arrives as it is
     */
    T run(Timeout timeout) throws Exception;

    /** Runs in the calling task, and forgets the result. */
    @Override
    default void execute(Timeout timeout) throws Exception {
      run(timeout);
    }
  }

  /** A block of code under a deadline, without a result. As a lambda it needs braces. */
  @FunctionalInterface
  public interface VoidBody {
    /**
     * Runs in the calling task.
     *
     * @param timeout the deadline, which may be moved
     * @throws Exception whatever the block throws; it arrives as it is
     */
    void execute(Timeout timeout) throws Exception;
  }

  private enum State {
    ACTIVE("active"),
    EXPIRING("expiring"),
    EXPIRED("expired"),
    FINISHED("finished");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  private final Engine engine;
  private final Task<?> task;

  /** How many requests to cancel the task had when the block was entered. */
  private final int cancelling;

  private State state = State.ACTIVE;
  private @Nullable Long when;
  private @Nullable CallbackEntry handle;

  private Timeout(Engine engine, Task<?> task) {
    this.engine = engine;
    this.task = task;
    cancelling = task.cancelling();
  }

  static <T extends @Nullable Object> T run(@Nullable Duration delay, Body<? extends T> body)
      throws TimeoutException {
    Task<?> task = Tasks.currentTask();
    if (task == null) {
      throw new IllegalStateException("Timeout should be used inside a task.");
    }
    Timeout timeout = new Timeout(task.engine, task);
    timeout.arm(delay == null ? null : Times.add(task.engine.time.now, Times.nanos(delay)));
    T result;
    try {
      result = body.run(timeout);
    } catch (Throwable e) {
      throw timeout.leave(e);
    }
    timeout.leaveNormally();
    return result;
  }

  /** Moves the deadline to {@code delay} from now; null: never. Takes no iteration. */
  public void reschedule(@Nullable Duration delay) {
    if (state != State.ACTIVE) {
      throw new IllegalStateException("Cannot change state of " + state.word + " Timeout.");
    }
    arm(delay == null ? null : Times.add(engine.time.now, Times.nanos(delay)));
  }

  private void arm(@Nullable Long deadline) {
    disarm();
    when = deadline;
    if (deadline != null) {
      handle =
          deadline <= engine.time.now
              ? engine.callSoon(this::expire, InternalCallback.acts(this))
              : engine.timers.add(deadline, this::expire, InternalCallback.acts(this));
    }
  }

  private void disarm() {
    if (handle != null) {
      handle.cancel();
      handle = null;
    }
  }

  private void expire() {
    task.cancel();
    state = State.EXPIRING;
    handle = null;
  }

  private void leaveNormally() {
    disarm();
    if (state == State.EXPIRING) {
      state = State.EXPIRED;
      task.uncancel();
    } else {
      state = State.FINISHED;
    }
  }

  private RuntimeException leave(Throwable thrown) throws TimeoutException {
    disarm();
    if (state == State.EXPIRING) {
      state = State.EXPIRED;
      boolean mine = task.uncancel() <= cancelling;
      if (mine && isCancellation(thrown)) {
        TimeoutException timedOut = new TimeoutException("The deadline of the block has passed.");
        timedOut.initCause(thrown);
        throw timedOut;
      }
    } else {
      state = State.FINISHED;
    }
    throw SneakyThrow.rethrow(thrown);
  }

  private static boolean isCancellation(Throwable thrown) {
    return thrown instanceof CancellationException || thrown instanceof InterruptedException;
  }

  /** The deadline, in virtual time since the loop's start; null if there is none. */
  public @Nullable Duration when() {
    return when == null ? null : Duration.ofNanos(when);
  }

  /** Whether the deadline has passed during the block. */
  public boolean isExpired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }
}
