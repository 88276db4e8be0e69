package dev.heddle.internal.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a managed thread waits for by the means of those who stand on the engine. */
public interface AwaitState {
  /** What it awaits; null if it does not. */
  @Nullable Object awaited();

  /** The virtual threads that would end the wait by ending, as far as they are known. */
  List<Thread> wakers();
}
