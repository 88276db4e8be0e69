package dev.heddle.internal.diagnose;

import dev.heddle.verdict.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs the problems that no handler takes. */
final class ProblemLog {
  private static final Logger LOGGER = System.getLogger("dev.heddle");

  private ProblemLog() {}

  static void write(Problem problem) {
    Level level = problem.kind() == Problem.Kind.SLOW_STEP ? Level.WARNING : Level.ERROR;
    if (problem.exception() == null) {
      LOGGER.log(level, problem.message());
    } else {
      LOGGER.log(level, problem.message(), problem.exception());
    }
  }
}
