package dev.heddle.internal.core;

import java.util.function.BooleanSupplier;

/** Mounts threads outside of the iterations of the loop. */
public interface Mounting {
  /**
   * Lets a thread try to enter its monitor between iterations; only if it gets on is it a step.
   *
   * @param waitsAsBefore whether it waits for the same monitor as before the try
   * @return whether it got on
   */
  boolean tryMonitor(ManagedThread managed, BooleanSupplier waitsAsBefore);

  /** Lets a thread try to enter a monitor that somebody holds: it only queues up there. */
  void tryToEnter(ManagedThread managed);

  /**
   * Runs {@code body} on the carrier, within the step or callback that asks for it.
   *
   * @return false, and nothing was run, if the caller cannot leave its carrier
   */
  boolean tryNested(Runnable body);
}
