package dev.heddle.specs.judge;

import dev.heddle.ExceptionGroup;
import dev.heddle.InvalidStateException;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What exceptions, tasks and states are called in a trace. */
final class Names {
  /** The name of a task in no task. */
  static final String NOBODY = "-";

  private static final String DEFAULT_PREFIX = "Task-";

  private Names() {}

  /** The oracle's name of an exception. */
  static String of(Throwable e) {
    if (e instanceof Err err) {
      return err.tag();
    }
    if (e instanceof ExceptionGroup group) {
      return group.exceptions().stream()
          .map(Names::of)
          .collect(Collectors.joining(",", "Group[", "]"));
    }
    if (e instanceof CancellationException) {
      String message = e.getMessage();
      return message == null || message.isEmpty() ? "Cancelled" : "Cancelled:" + message;
    }
    if (e instanceof TimeoutException) {
      return "Timeout";
    }
    if (e instanceof InvalidStateException) {
      return "InvalidState";
    }
    if (e instanceof IllegalStateException) {
      return "RuntimeError";
    }
    return e instanceof StackOverflowError ? "RecursionError" : e.getClass().getSimpleName();
  }

  /** The oracle's name of a task: the harness counts from 1, the oracle from 0. */
  static String of(@Nullable Task<?> task) {
    return task == null ? NOBODY : ofTask(task.getName());
  }

  /** The oracle's name of the task with this default name. */
  static String ofTask(String defaultName) {
    return "T" + (numberOf(defaultName) - 1);
  }

  /** The number of a task in the order of creation, from 1. */
  static int number(Task<?> task) {
    return numberOf(task.getName());
  }

  private static int numberOf(String defaultName) {
    return Integer.parseInt(defaultName, DEFAULT_PREFIX.length(), defaultName.length(), 10);
  }

  /** The oracle's name of the state of a future. */
  static String ofState(LoopFuture<?> future) {
    return future.isCancelled() ? "cancelled" : future.isDone() ? "done" : "pending";
  }
}
