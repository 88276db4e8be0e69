package dev.heddle.specs.points;

/**
 * One thing that a thread does to a cell.
 *
 * @param kind what it does
 * @param cell the cell
 */
record Access(Kind kind, Cell cell) {
  /** What can be done to a cell. */
  enum Kind {
    /** The thread adds the cell's value to what it has seen. */
    READ,
    /** The thread writes what it has seen, plus one. */
    WRITE,
    /** The cell is counted up, in two accesses, or in one of an atomic cell. */
    COUNT,
    /** As {@link #COUNT}, in the monitor of all cells. */
    COUNT_ALONE
  }

  /** Where a value is. */
  enum Cell {
    FIELD,
    STATIC_FIELD,
    VOLATILE_FIELD,
    ELEMENT,
    ATOMIC
  }

  @Override
  public String toString() {
    return kind + " " + cell;
  }
}
