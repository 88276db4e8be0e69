package dev.heddle.internal.engine;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.jdk.ThreadState;

/** Told about steps, on the carrier; and asked what {@link Steps} does not know itself. */
interface StepListener {
  /** A step, or a part of one, begins. */
  void begins();

  /**
   * Whether a thread that has given way goes on at once, as it waited for something outside of the
   * loop.
   */
  boolean holdsUp(ManagedThread managed);

  /** A step has ended, and was traced. */
  void ended(ManagedThread managed, ThreadState state);

  /** The decision by which the running step was chosen. */
  int decision();

  /** How many steps were taken since time has moved or a thread has ended. */
  long sinceProgress();
}
