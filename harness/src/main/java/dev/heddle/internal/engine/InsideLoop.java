package dev.heddle.internal.engine;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What a thread of a loop must not do. */
@API(status = Status.INTERNAL)
public final class InsideLoop {
  private InsideLoop() {}

  /**
   * Refuses a call that a thread of a loop must not make.
   *
   * @throws IllegalStateException with that message, if one runs the calling thread
   */
  public static void refuse(String message) {
    if (Engine.currentEngine() != null) {
      throw new IllegalStateException(
          message
              + ". Await the work instead, or build the loop with Loop.builder().nested(true).");
    }
  }
}
