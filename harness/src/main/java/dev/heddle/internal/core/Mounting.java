package dev.heddle.internal.core;

import java.util.function.BooleanSupplier;

/** Mounts threads outside of the iterations of the loop. */
public interface Mounting {
  /**
   * Lets a thread try to enter its monitor. The attempt counts as a step only if it succeeds.
   *
   * @param waitsAsBefore whether the thread still waits for the same monitor
   * @return whether it has entered it
   */
  boolean tryMonitor(ManagedThread managed, BooleanSupplier waitsAsBefore);

  /** Lets a thread try to enter a monitor that is held, so that it queues for it. */
  void tryToEnter(ManagedThread managed);

  /**
   * Runs {@code body} on the carrier, within the step or callback that asks for it.
   *
   * @return false if the caller cannot leave its carrier, and so nothing was run
   */
  boolean tryNested(Runnable body);
}
