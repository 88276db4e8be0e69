package dev.heddle;

import dev.heddle.internal.engine.Engine;

/** Finds the loop that runs the calling code. */
final class RunningLoop {
  private RunningLoop() {}

  /**
   * The engine of that loop.
   *
   * @throws IllegalStateException if no loop runs the calling thread
   */
  static Engine engine() {
    Engine running = Engine.currentEngine();
    if (running == null) {
      throw new IllegalStateException(
          "no running event loop: call this from a task or callback of a loop, for example inside"
              + " Loop.run(loop -> ...).");
    }
    return running;
  }
}
