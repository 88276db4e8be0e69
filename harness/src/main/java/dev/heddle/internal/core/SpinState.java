package dev.heddle.internal.core;

/** What is known of a thread whose latest steps did nothing but give way. */
final class SpinState {
  /** The virtual time at which it began to spin. */
  long since;

  /** How often it has given way since the latest event; 0: its latest step did something. */
  int rounds;

  /** The event that it has seen. */
  long event;

  /** The moment that it has seen. */
  long moment;

  /** Whether it has looked at the clock before it gave way. */
  boolean byClock;
}
