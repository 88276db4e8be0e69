package dev.heddle.junit.jqwik;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What a statement of a {@link ConcurrentProgram} does. */
@API(status = Status.EXPERIMENTAL)
public enum Statement {
  /** Says the letter of its task: {@code a} is the main one's, {@code b} the first other one's. */
  SAY,
  /** Lets everything that is ready go first. */
  YIELD,
  /** Sleeps for some milliseconds. */
  SLEEP,
  /** Spends some milliseconds without giving way. */
  SPEND,
  /** Creates a task. */
  CREATE,
  /** Waits for a task, however that ends. */
  AWAIT,
  /** Waits for all tasks that it knows, by {@code gather}. */
  GATHER,
  /** Cancels a task. */
  CANCEL,
  /** Sets the one future that there is, if that is not done. */
  SET,
  /** Waits for the future, for some milliseconds at most. */
  GET
}
