package dev.heddle.specs.races;

/** Where a search has to switch between threads to show a race; each level has the ones before. */
public enum Level {
  /** At locks, monitors and waits. */
  SYNC,
  /** At volatile and atomic accesses, too. */
  VOLATILE,
  /** At every access to a field or an array. */
  ALL
}
