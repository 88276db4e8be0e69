package dev.heddle.internal.core;

/** Runs entries of the ready queue, on the loop's carrier. */
public interface EntryRunner {
  /** Lets a managed thread take a step. */
  void step(ManagedThread managed);

  /**
   * Calls a callback.
   *
   * @param quiet whether it is the loop's own, which the trace leaves out
   */
  void call(Runnable callback, boolean quiet);
}
