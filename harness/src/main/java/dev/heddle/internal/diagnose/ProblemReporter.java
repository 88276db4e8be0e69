package dev.heddle.internal.diagnose;

import dev.heddle.verdict.Problem;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Takes reports of problems. */
@FunctionalInterface
public interface ProblemReporter {
  /** Reports a problem; see {@link Problem}. */
  void report(
      Problem.Kind kind, String message, @Nullable Throwable exception, @Nullable Future<?> future);
}
