package dev.heddle.internal.engine;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.jdk.ThreadState;

/** What is done about steps by those who do not take them. On the carrier. */
interface StepListener {
  /** A step, or a part of one, begins. */
  void begins();

  /**
   * Whether a thread that has given way goes on at once: what held it up is outside of the loop.
   */
  boolean holdsUp(ManagedThread managed);

  /** A step has ended, and is in the trace. */
  void ended(ManagedThread managed, ThreadState state);

  /** The decision by which the running step was chosen. */
  int decision();

  /** How many steps were taken in which time has not moved and nobody has ended. */
  long sinceProgress();
}
