package dev.heddle.specs.judge;

import dev.heddle.specs.judge.Statement.Action;
import java.util.function.Function;

/**
 * A kind of statement.
 *
 * @param least how many arguments it takes at least
 * @param most how many arguments it takes at most
 * @param inCallbacks whether callbacks may contain it
 * @param reader makes a statement from its arguments
 */
record Operation(int least, int most, boolean inCallbacks, Function<Arguments, Statement> reader) {
  /** One that callbacks may contain too. */
  static Operation anywhere(int arguments, Function<Arguments, Action> reader) {
    return anywhere(arguments, arguments, reader);
  }

  /** One that callbacks may contain too. */
  static Operation anywhere(int least, int most, Function<Arguments, Action> reader) {
    return new Operation(least, most, true, reader.andThen(Statement::of));
  }

  /** One for tasks alone: it may suspend, or create tasks. */
  static Operation inTasks(int arguments, Function<Arguments, Action> reader) {
    return flow(arguments, reader.andThen(Statement::of));
  }

  /** One for tasks alone that may return from its function or reraise. */
  static Operation flow(int arguments, Function<Arguments, Statement> reader) {
    return new Operation(arguments, arguments, false, reader);
  }

  /** How many arguments it takes, in words. */
  String arity() {
    String most = most() + (most() == 1 ? " argument" : " arguments");
    return least() == most() ? most : least() + " or " + most;
  }
}
