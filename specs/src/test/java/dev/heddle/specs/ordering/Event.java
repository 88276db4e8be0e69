package dev.heddle.specs.ordering;

/**
 * What a program did.
 *
 * @param what what it did
 * @param who the number of the task, counted from 0 in the order of creation; {@link #NOBODY} for a
 *     callback
 * @param arg whom or which: the number of a task, callback or coroutine
 * @param value what came of it
 * @param nanos the virtual time
 */
record Event(What what, int who, int arg, long value, long nanos) {
  static final int NOBODY = -1;

  enum What {
    START,
    END,
    FAIL,
    CANCELLED,
    YIELD,
    YIELDED,
    SLEEP,
    SLEPT,
    SPAWN,
    SPAWNED,
    EAGER,
    EAGERED,
    CALL,
    CALLED,
    RETURN,
    RETURNED,
    AWAIT,
    AWAITED,
    AWAIT_FAILED,
    GATHER,
    GATHERED,
    GATHER_FAILED,
    CANCEL,
    CANCEL_REFUSED,
    SOON,
    SOON_RUN,
    LATER,
    LATER_RUN,
    ON_DONE,
    DONE_RUN,
    SPEND,
    SPENT,
    MAIN_OVER,
    PROBLEM
  }
}
