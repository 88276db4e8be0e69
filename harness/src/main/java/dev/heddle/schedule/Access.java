package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What a thread does next that other threads may see. Valid as long as its {@link Decision}. */
@API(status = Status.EXPERIMENTAL)
public interface Access {
  /** Whether it depends on what others have done before. */
  boolean reads();

  /** Whether it changes what others see after it. */
  boolean writes();

  /**
   * A number for what is accessed: an object and its field, an element of an array, a monitor, a
   * lock. Within a run, two accesses with different numbers touch different things.
   */
  long location();

  /**
   * A number for the place in the program, which is the same in all runs and all JVMs: accesses to
   * the same field by the same instruction have the same.
   */
  int site();

  /** Whether the order of this access and another one can matter. */
  default boolean conflictsWith(Access other) {
    return (writes() || other.writes()) && location() == other.location();
  }
}
