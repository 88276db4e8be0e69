package dev.heddle.internal.core;

/** The virtual time of a loop, which stands still unless the engine moves it. */
public final class VirtualTime {
  /** Nanoseconds since the loop's start. */
  public long now;

  /** The number of the iteration, from 1. */
  public long iteration;
}
