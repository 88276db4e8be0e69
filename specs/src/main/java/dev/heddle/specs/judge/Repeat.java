package dev.heddle.specs.judge;

import org.jspecify.annotations.Nullable;

/**
 * Runs a block several times.
 *
 * @param times how often
 * @param body the block
 */
record Repeat(long times, Block body) implements Statement {
  @Override
  public @Nullable Returned run(Interpreter run, @Nullable Throwable handled) throws Exception {
    long left = body.statements().isEmpty() ? 0 : times;
    for (; left > 0; left--) {
      Returned returned = body.run(run, handled);
      if (returned != null) {
        return returned;
      }
    }
    return null;
  }
}
