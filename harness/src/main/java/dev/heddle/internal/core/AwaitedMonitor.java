package dev.heddle.internal.core;

/** A monitor that a managed thread waits to enter. */
public interface AwaitedMonitor {
  /** Whether it may be free, so that an attempt to enter it is worthwhile. */
  boolean mayBeFree();
}
