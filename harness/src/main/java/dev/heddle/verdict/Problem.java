package dev.heddle.verdict;

import java.util.concurrent.Future;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Something that has gone wrong and that no code awaits: what asyncio passes to the loop's
 * exception handler, or logs.
 *
 * @param kind what has gone wrong
 * @param message what happened and where, in a sentence
 * @param exception the exception, if there is one
 * @param future the future or task that it is about, if there is one
 */
@API(status = Status.EXPERIMENTAL)
public record Problem(
    Kind kind, String message, @Nullable Throwable exception, @Nullable Future<?> future) {
  /** Kinds of problems. */
  public enum Kind {
    /** A callback threw an exception; the loop went on. */
    CALLBACK,
    /** A task that was left at the end of a run failed while it was being cancelled. */
    SHUTDOWN,
    /** A task of a group failed when its parent was done already. */
    GROUP,
    /** An exception ended a thread that is no task. */
    UNCAUGHT,
    /**
     * A task or future failed, and no code looked at its exception; also one of
     * java.util.concurrent.
     */
    NEVER_RETRIEVED,
    /** A coroutine object was made and neither awaited nor closed. */
    NEVER_AWAITED,
    /** A task was still pending when its loop was closed. */
    LEFT_PENDING,
    /** A thread that is no task was still alive when its loop was closed. */
    LEFT_RUNNING,
    /**
     * The agent could not transform a class that is loaded in this JVM. The class uses the real
     * clock, real threads and real randomness, and has no scheduling points. Every run reports it
     * from then on.
     */
    NOT_TRANSFORMED,
    /**
     * Debug mode: a step or callback took as much virtual time as the loop's threshold, or more.
     */
    SLOW_STEP
  }
}
