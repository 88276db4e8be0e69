package dev.heddle.specs.judge;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * What gather, shield and wait_for work on: a slot, or the call of a function.
 *
 * @param name of the slot or function
 * @param isCall whether it is a call
 */
record Operand(String name, boolean isCall) {
  /** The future in the slot, null if it is not set; or a new coroutine object. */
  @Nullable Awaitable<?> in(Interpreter run) {
    return isCall ? Coroutine.of(name, () -> run.call(name)) : run.slot(name);
  }
}
