package dev.heddle.verdict;

import java.util.concurrent.Future;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Something that the loop has to tell because nobody awaits it: what asyncio passes to the loop's
 * exception handler or logs.
 *
 * @param kind what it is
 * @param message what happened and where, in a sentence
 * @param exception the exception, if there is one
 * @param future the future or task that it is about, if there is one
 */
@API(status = Status.EXPERIMENTAL)
public record Problem(
    Kind kind, String message, @Nullable Throwable exception, @Nullable Future<?> future) {
  /** What a problem is about. */
  public enum Kind {
    /** A callback threw an exception; the loop went on. */
    CALLBACK,
    /** A task that was left over at the end of a run failed while it was being cancelled. */
    SHUTDOWN,
    /** A task of a group failed when its parent was done already. */
    GROUP,
    /** A thread that is no task ended with an exception. */
    UNCAUGHT,
    /**
     * A task or future failed and nobody looked at its exception; also one of java.util.concurrent.
     */
    NEVER_RETRIEVED,
    /** A coroutine object was made and neither awaited nor closed. */
    NEVER_AWAITED,
    /** A task was still pending when its loop was closed. */
    LEFT_PENDING,
    /** A thread that is no task was still alive when its loop was closed. */
    LEFT_RUNNING,
    /**
     * A class that is loaded in this JVM could not be transformed by the agent, and so sees real
     * time, threads and chance; every run tells of it from then on.
     */
    NOT_TRANSFORMED,
    /**
     * Debug mode: a step or callback took as much virtual time as the loop's threshold, or more.
     */
    SLOW_STEP
  }
}
