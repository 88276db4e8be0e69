package dev.heddle.internal.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a managed thread awaits, as told by the layer above the engine, such as asyncio's futures.
 */
public interface AwaitState {
  /** What it awaits; null if it does not. */
  @Nullable Object awaited();

  /** The virtual threads whose end would end the wait, as far as they are known. */
  List<Thread> wakers();
}
