package dev.heddle.internal.jdk;

/** Where a virtual thread stands after a step. */
public enum ThreadState {
  /** Running, runnable or not yet started. */
  ON,
  /** In {@code LockSupport.park} or in what is built on it. */
  PARKED,
  /** Waiting to enter a monitor. */
  BLOCKED,
  /** In {@code Object.wait}, with or without a time limit. */
  WAITING,
  /** Ended. */
  TERMINATED
}
