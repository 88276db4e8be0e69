package dev.heddle.internal.core;

import org.jspecify.annotations.Nullable;

/** Which thread takes the running step. */
public final class RunningStep {
  /** The thread that is mounted; null in a callback and between steps. */
  public @Nullable ManagedThread thread;

  /** A task that was stopped in the middle of its step, and waits to go on; null if none was. */
  public @Nullable ManagedThread split;

  /** Whether an entry may not run now, as a task is in the middle of its step. */
  boolean holdsBack(Entry entry) {
    ManagedThread inStep = thread != null && thread.isCooperative() ? thread : split;
    return inStep != null && entry != inStep && entry.isCooperative();
  }
}
