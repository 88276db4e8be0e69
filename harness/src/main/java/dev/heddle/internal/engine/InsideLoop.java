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
   * @param message what is refused, and what to do instead
   * @throws IllegalStateException with that message, if a loop runs the calling thread
   */
  public static void refuse(String message) {
    if (Engine.currentEngine() != null) {
      throw new IllegalStateException(message);
    }
  }
}
