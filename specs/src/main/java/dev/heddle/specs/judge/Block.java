package dev.heddle.specs.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are run one after the other.
 *
 * @param statements in this order
 */
record Block(List<Statement> statements) implements Statement {
  @Override
  public @Nullable Returned run(Interpreter run, @Nullable Throwable handled) throws Exception {
    for (Statement statement : statements) {
      run.checkAlive();
      Returned returned = statement.run(run, handled);
      if (returned != null) {
        return returned;
      }
    }
    return null;
  }
}
