package dev.heddle.internal.core;

import dev.heddle.trace.Step.End;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The owner of the body that a managed thread runs, such as a task. The engine tells it what
 * happens to the thread, on the loop's own threads.
 */
public interface ThreadOwner {
  /** Its name, which is that of the thread in traces and reports. */
  String name();

  /**
   * The thread is about to take its first step: whether this was cancelled, so that it must not.
   */
  boolean cancelledBeforeStart();

  /** The thread waits in code that does not know the loop. */
  void waitsElsewhere();

  /** How the body has ended. */
  End end();

  /** The exception by which it has failed; null if it has not. */
  @Nullable Throwable failure();

  /** The future that stands for it in reports. */
  Future<?> future();
}
