package dev.heddle;

import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.engine.Engine;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not been made yet, like the coroutine object that calling an {@code async def}
 * returns. It does nothing until it is awaited, or wrapped in a task; it can be awaited once. One
 * that is neither awaited nor closed is reported when its loop closes.
 *
 * @param <T> the type of the result
 */
@API(status = Status.EXPERIMENTAL)
public final class Coroutine<T extends @Nullable Object> implements Awaitable<T>, AutoCloseable {
  private final String name;

  /** The body; null once it was started or closed. */
  private @Nullable Callable<? extends T> body;

  /** The loop in which it was made, which reports it; null outside of a loop. */
  private final @Nullable Engine engine;

  private Coroutine(String name, Callable<? extends T> body) {
    this.name = Objects.requireNonNull(name, "name");
    this.body = Objects.requireNonNull(body, "body");
    engine = Engine.currentEngine();
    if (engine != null) {
      engine.problems.made(this);
    }
  }

  /** Makes a coroutine object; nothing of {@code body} runs. Takes no iteration. */
  public static <T extends @Nullable Object> Coroutine<T> of(Callable<? extends T> body) {
    return new Coroutine<>("coroutine", body);
  }

  /** Makes a coroutine object without a result; otherwise as {@link #of(Callable)}. */
  public static Coroutine<@Nullable Void> of(VoidCallable body) {
    return of(Callables.withoutResult(body));
  }

  /** Makes a coroutine object with a name for messages. Takes no iteration. */
  public static <T extends @Nullable Object> Coroutine<T> of(
      String name, Callable<? extends T> body) {
    return new Coroutine<>(name, body);
  }

  /** Makes a coroutine object with a name and without a result. */
  public static Coroutine<@Nullable Void> of(String name, VoidCallable body) {
    return of(name, Callables.withoutResult(body));
  }

  /**
   * Makes the call, in the calling task: a plain call, which takes no iteration by itself.
   *
   * @throws IllegalStateException if it was awaited, wrapped or closed before
   */
  @Override
  public T await() {
    try {
      return start().call();
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(e);
    }
  }

  /** The body for a task, which takes it in its first step. */
  Callable<T> wrapped() {
    if (engine != null) {
      engine.problems.used(this);
    }
    return () -> start().call();
  }

  /** The body, for its one use. */
  Callable<? extends T> start() {
    Callable<? extends T> once = body;
    if (once == null) {
      throw new IllegalStateException(
          "cannot reuse already awaited coroutine '" + name + "': make a new one for each await");
    }
    close();
    return once;
  }

  /** Says that this will not be awaited, so that it is not reported. */
  @Override
  public void close() {
    body = null;
    if (engine != null) {
      engine.problems.used(this);
    }
  }

  @Override
  public String toString() {
    return "coroutine '" + name + "'";
  }
}
