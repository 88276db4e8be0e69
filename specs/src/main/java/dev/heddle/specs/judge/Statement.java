package dev.heddle.specs.judge;

import org.jspecify.annotations.Nullable;

/** A statement of a program, with its arguments. */
@FunctionalInterface
interface Statement {
  /**
   * Does what it says.
   *
   * @param run the running program
   * @param handled the exception that is being handled; null outside of handlers
   * @return null, unless the function is to return
   * @throws Exception what the program raises
   */
  @Nullable Returned run(Interpreter run, @Nullable Throwable handled) throws Exception;

  /** What a statement does that never returns from its function and does not reraise. */
  @FunctionalInterface
  interface Action {
    /**
     * Does what it says.
     *
     * @param run the running program
     * @throws Exception what the program raises
     */
    void act(Interpreter run) throws Exception;
  }

  /** A statement that does {@code action}. */
  static Statement of(Action action) {
    return (run, handled) -> {
      action.act(run);
      return null;
    };
  }
}
