package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A choice that a loop puts to its {@link Policy}: one of these options goes next. Option 0 is that
 * of the default order. Valid during the call only.
 */
@API(status = Status.EXPERIMENTAL)
public interface Decision {
  /** The {@linkplain #id id} of the option to let time pass. */
  long TIME_ID = Long.MIN_VALUE;

  /** The {@linkplain #id id} of the next callback that {@code callSoon} has made ready. */
  long CALLBACKS_ID = 0;

  /** What an option is. */
  enum Kind {
    /** A task or thread takes its next step. */
    TASK,
    /** A thread that has waited for a monitor, which was released, tries to enter it. */
    WAITER,
    /** The next callback of {@code callSoon}, or of a future that is done. */
    CALLBACK,
    /** A timer that is due; others of the same instant are due too. */
    TIMER,
    /** Work of the loop's own: a future learns that what it waits for is done. */
    SIGNAL,
    /** Time moves on to the next timer, past work that is ready. */
    TIME,
    /** The value that the loop's random source gives. */
    VALUE,
    /** A thread in {@code Object.wait} that {@code notify} wakes. */
    NOTIFIED
  }

  /**
   * How often the policy was asked before in this run: for each step, whether there was a choice or
   * not, and for each decision within a step.
   */
  long step();

  /** How many options there are; 1 if there is no choice. */
  int size();

  /**
   * What an option is. All options of one decision are of kind VALUE, or none is; the same holds
   * for NOTIFIED.
   */
  Kind kind(int option);

  /**
   * Identifies what would go: a positive number for a task or thread, counted from 1 in the order
   * of creation; {@link #CALLBACKS_ID}; a negative number for a timer; {@link #TIME_ID}; for a
   * value, the value itself. The same in every run that took the same decisions before.
   */
  long id(int option);

  /** What would go, for people: the name of a task or thread, or what kind of thing it is. */
  String name(int option);

  /**
   * What the thread of an option does first if it goes, as far as that is known: of the running
   * thread at a scheduling point, and of threads that were stopped at one.
   *
   * @return null if it is not known, or the option is no thread
   */
  default @Nullable Access access(int option) {
    return null;
  }

  /**
   * Whether a running thread asks in the middle of its step, at a scheduling point. It goes on if
   * option 0 is taken.
   */
  default boolean isAtPoint() {
    return false;
  }

  /** Whether the options are values, of which one is drawn. */
  default boolean isValue() {
    return kind(0) == Kind.VALUE;
  }

  /** Whether a running step asks, so that no task takes a step by it. */
  default boolean isWithinStep() {
    return isValue() || kind(0) == Kind.NOTIFIED;
  }
}
