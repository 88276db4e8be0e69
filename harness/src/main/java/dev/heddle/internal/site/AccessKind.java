package dev.heddle.internal.site;

/** What an instruction of code under test does to something that other threads may see. */
public enum AccessKind {
  /** Reads a field. */
  READ(true, false),
  /** Writes a field. */
  WRITE(false, true),
  /** Reads an element of an array. */
  LOAD(true, false),
  /** Writes an element of an array. */
  STORE(false, true),
  /** Enters a monitor, by {@code synchronized}. */
  ENTER(true, true),
  /** Calls a method of a class that is not code under test. */
  CALL(true, true),
  /** Calls a method of code under test, which may be {@code synchronized}. */
  CALL_USER(true, true),
  /** The same, of exactly the method that is named, as by {@code super}. */
  CALL_EXACT(true, true);

  private final boolean reads;
  private final boolean writes;

  AccessKind(boolean reads, boolean writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /** Whether it depends on what others have written. */
  public boolean reads() {
    return reads;
  }

  /** Whether others can see it. */
  public boolean writes() {
    return writes;
  }

  /** Whether it is an access to a field. */
  public boolean isField() {
    return this == READ || this == WRITE;
  }

  /** Whether it is an access to an element of an array. */
  public boolean isElement() {
    return this == LOAD || this == STORE;
  }
}
