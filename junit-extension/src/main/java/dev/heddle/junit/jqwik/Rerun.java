package dev.heddle.junit.jqwik;

import dev.heddle.LoopBuilder;
import dev.heddle.explore.Attempt;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A try that is run again with the same sample, on loops that an exploration describes. */
final class Rerun implements Attempt<Boolean> {
  /** By thread: shrinking that has timed out goes on behind jqwik's back, on another one. */
  private static final ThreadLocal<@Nullable LoopBuilder> LOOP = new ThreadLocal<>();

  private final TryExecutor aTry;

  /** Makes the parameters anew, since the try may change them. */
  private final Supplier<List<Object>> parameters;

  Rerun(TryExecutor aTry, Supplier<List<Object>> parameters) {
    this.aTry = aTry;
    this.parameters = parameters;
  }

  /** The loop to run the try on that is on its way on this thread; null if it is no rerun. */
  static @Nullable LoopBuilder loop() {
    return LOOP.get();
  }

  @Override
  public Boolean run(LoopBuilder loop) throws Throwable {
    LOOP.set(loop);
    try {
      TryExecutionResult result = aTry.execute(parameters.get());
      if (result.isFalsified()) {
        throw result.throwable().orElseGet(Rerun::returnedFalse);
      }
      return true;
    } finally {
      LOOP.remove();
    }
  }

  /** What a property fails with that has thrown nothing; without a stack, as it has none. */
  static Throwable returnedFalse() {
    AssertionFailedError error = new AssertionFailedError("The property returned false.");
    error.setStackTrace(new StackTraceElement[0]);
    return error;
  }
}
