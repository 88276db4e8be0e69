package dev.heddle.trace;

import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One step of a run: what one task did between two switches, or one callback.
 *
 * @param time virtual time since the loop's start, when the step ended
 * @param iteration the iteration of the loop, counted from 1
 * @param who the name of the task or thread, or {@code "-"} for a callback
 * @param end how the step ended
 * @param detail what it waits for, or what it ended with; empty if there is nothing to say
 * @param decision the number of the decision by which it was chosen; {@link #NO_DECISION} if there
 *     was no choice
 * @param site the line of the program where it stopped, such as {@code Bank.java:42}, or the method
 *     if it waits there to enter a monitor; empty if the loop does not keep that, or it ended
 */
@API(status = Status.EXPERIMENTAL)
public record Step(
    Duration time, long iteration, String who, End end, String detail, int decision, String site) {
  /** There was nothing to choose from, or nobody to choose. */
  public static final int NO_DECISION = -1;

  /** How a step ended. */
  public enum End {
    /** The thread was stopped before an access, which the detail names, for another to go first. */
    PREEMPTED("stops"),
    /** The thread reads the same again and again, and waits for another one to change it. */
    SPINS("spins"),
    /** The task gave way for one iteration. */
    YIELDED("yields"),
    /** The task sleeps in virtual time. */
    SLEEPS("sleeps"),
    /** The task awaits a future or task of the loop. */
    AWAITS("awaits"),
    /** The thread is parked in code that knows nothing of the loop. */
    PARKED("parks"),
    /** The thread waits to enter a monitor. */
    BLOCKED("blocks"),
    /** The thread is in {@code Object.wait}. */
    WAITS("waits"),
    /** The task has a result. */
    RETURNED("returns"),
    /** The task ended with an exception. */
    FAILED("fails"),
    /** The task ended cancelled. */
    CANCELLED("is cancelled"),
    /** A thread that is no task ended. */
    ENDED("ends"),
    /** A callback ran. */
    CALLBACK("callback");

    private final String verb;

    End(String verb) {
      this.verb = verb;
    }

    /** The word for a table, such as {@code "awaits"}. */
    public String verb() {
      return verb;
    }
  }
}
