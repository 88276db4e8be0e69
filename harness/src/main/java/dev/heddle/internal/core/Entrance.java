package dev.heddle.internal.core;

/** A monitor that a managed thread waits to enter. */
public interface Entrance {
  /** Whether it may be free. */
  boolean isOpen();
}
