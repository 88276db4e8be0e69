package dev.heddle.specs.judge;

import dev.heddle.verdict.VerdictError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a block; the first handler that matches its exception is run instead of the rest of it.
 *
 * @param body the block
 * @param handlers in the order in which they are asked
 * @param last what is run in any case, after all else
 */
record Try(Block body, List<Handler> handlers, Block last) implements Statement {
  /**
   * What is done with exceptions of one kind.
   *
   * @param kind the kind
   * @param body what is done
   */
  record Handler(Kind kind, Block body) {}

  @Override
  public @Nullable Returned run(Interpreter run, @Nullable Throwable handled) throws Exception {
    try {
      return body.run(run, handled);
    } catch (VerdictError e) {
      throw e; // the harness's own, not the program's
    } catch (Throwable e) {
      if (!run.isDead()) {
        for (Handler handler : handlers) {
          if (handler.kind().matches(e)) {
            run.log("caught", Names.of(e));
            return handler.body().run(run, e);
          }
        }
      }
      throw e;
    } finally {
      if (!run.isDead()) {
        last.run(run, handled);
      }
    }
  }
}
