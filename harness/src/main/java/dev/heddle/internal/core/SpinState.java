package dev.heddle.internal.core;

/** How a thread spins: its latest steps did nothing but give way. */
final class SpinState {
  /** The virtual time at which it began to spin. */
  long since;

  /** How often it has given way since the latest event; 0: its latest step did more. */
  int rounds;

  /** The latest event when it gave way last. */
  long event;

  /** The moment at which it gave way last. */
  long moment;

  /** Whether it was seen to do nothing but to read the same. */
  boolean byReading;

  /** Whether it read the clock before it gave way. */
  boolean byClock;
}
