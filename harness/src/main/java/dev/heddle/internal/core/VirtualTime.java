package dev.heddle.internal.core;

/** What time it is in a loop. It stands still except where the engine, or a step, moves it. */
public final class VirtualTime {
  /** Nanoseconds since the loop's start. */
  public long now;

  /** The number of the iteration, from 1. */
  public long iteration;
}
