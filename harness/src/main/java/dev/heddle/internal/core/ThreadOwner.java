package dev.heddle.internal.core;

import dev.heddle.trace.Step.End;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Whose body a managed thread runs, such as a task. The engine tells it what happens to the thread,
 * on the loop's own threads.
 */
public interface ThreadOwner {
  /** Its name, which is that of the thread in traces and reports. */
  String name();

  /** The thread's first step comes: whether it is not to be taken, because this was cancelled. */
  boolean cancelledBeforeStart();

  /** The thread waits in code that knows nothing of the loop. */
  void waitsElsewhere();

  /** How the body has ended. */
  End end();

  /** What it has failed with; null if it has not. */
  @Nullable Throwable failure();

  /** What reports are about. */
  Future<?> future();
}
