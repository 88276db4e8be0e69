package dev.heddle.internal.core;

import org.jspecify.annotations.Nullable;

/** Which thread takes the running step. */
public final class RunningStep {
  /** The thread that is mounted; null in a callback and between steps. */
  public @Nullable ManagedThread thread;
}
