package dev.heddle.internal.engine;

import dev.heddle.internal.core.TimerEntry;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer as the JDK's virtual threads see it, which only ever cancel it. */
final class JdkTimer implements Future<Object> {
  private final TimerEntry timer;

  JdkTimer(TimerEntry timer) {
    this.timer = timer;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    timer.cancel();
    return true;
  }

  @Override
  public boolean isCancelled() {
    return timer.isCancelled();
  }

  @Override
  public boolean isDone() {
    return timer.isCancelled();
  }

  @Override
  public @Nullable Object get() {
    throw new UnsupportedOperationException("a timer of the JDK has no result");
  }

  @Override
  public @Nullable Object get(long timeout, TimeUnit unit) {
    return get();
  }
}
