package dev.heddle.internal.hook;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;

/**
 * A template, as {@link Hooks} is one, for the futures of java.util.concurrent: they tell what has
 * failed, and who has looked.
 */
@NullUnmarked
final class FutureHooks {
  /** A future is done: with what it keeps as its result. */
  static BiConsumer<Object, Object> done;

  /** Somebody gets to see a result as a future keeps it, or an exception. */
  static Consumer<Object> seen;

  /** Somebody gets to see how a task of fork-join has ended. */
  static Consumer<Object> looked;

  /** Who waited for a future has got on without it. */
  static Consumer<Object> abandoned;

  /** Something is made that depends on a future. */
  static Consumer<Object> combined;

  /** A list of futures is returned, for which an executor has waited. */
  static Consumer<Object> returned;

  /** A future was made. */
  static Consumer<Object> made;

  /** A task was handed to a pool. */
  static Consumer<Object> handedIn;

  /** A task was forked outside of a pool. */
  static Consumer<Object> forked;

  /** Whether a loop has ever wanted to know where futures are made: else it costs nothing. */
  static boolean keepsOrigins;

  private FutureHooks() {}

  /** Told by {@code FutureTask} what it has failed with. */
  public static void failed(Object future, Object failure) {
    if (Hooks.mayBeInLoop()) {
      done.accept(future, failure);
    }
  }

  /** Told by a future that has tried to be done, with what it keeps now; returns if it was. */
  public static boolean completed(boolean set, Object future, Object result) {
    if (set && Hooks.mayBeInLoop()) {
      done.accept(future, result);
    }
    return set;
  }

  /** Told by a future that is made with a result. */
  public static void assigned(Object future, Object result) {
    if (result != null && Hooks.mayBeInLoop()) {
      done.accept(future, result);
    }
  }

  /** Told of a result, or an exception, that the program gets. */
  public static void seen(Object result) {
    if (result != null && Hooks.mayBeInLoop()) {
      seen.accept(result);
    }
  }

  /** As {@link #seen(Object)}, if {@code action} is the program's. */
  public static void seen(Object failure, Object action) {
    if (failure != null && Hooks.mayBeInLoop() && !FutureHooks.isCanceller(action)) {
      seen.accept(failure);
    }
  }

  /** The action that {@code orTimeout} adds for itself. */
  private static boolean isCanceller(Object action) {
    return action.getClass().getName().equals("java.util.concurrent.CompletableFuture$Canceller");
  }

  /** Told first by what says how a task of fork-join has ended. */
  public static void looked(Object task) {
    if (Hooks.mayBeInLoop()) {
      looked.accept(task);
    }
  }

  /** Told by who got on without a future that it had waited for. */
  public static void abandoned(Object future) {
    if (Hooks.mayBeInLoop()) {
      abandoned.accept(future);
    }
  }

  /** As {@link #abandoned(Object)}, unless it has a result. */
  public static void abandoned(Object future, Object result) {
    if (result == null && Hooks.mayBeInLoop()) {
      abandoned.accept(future);
    }
  }

  /** Told first by what makes one future of two. */
  public static void combined(Object first, Object second) {
    if (second != null && Hooks.mayBeInLoop()) {
      combined.accept(first);
      combined.accept(second);
    }
  }

  /** Told first by what makes one future of many. */
  public static void combined(Object[] futures) {
    if (Hooks.mayBeInLoop()) {
      for (Object future : futures) {
        combined.accept(future);
      }
    }
  }

  /** Told last by {@code invokeAll}. */
  public static void returned(Object futures) {
    if (Hooks.mayBeInLoop()) {
      returned.accept(futures);
    }
  }

  /** Told by a future that has just been made. */
  public static void made(Object future) {
    if (keepsOrigins && Hooks.mayBeInLoop()) {
      made.accept(future);
    }
  }

  /** Told first by what hands a task to a fork-join pool. */
  public static void handedIn(Object task) {
    if (Hooks.mayBeInLoop()) {
      handedIn.accept(task);
    }
  }

  /** Told first by {@code fork} when no worker of a pool calls it. */
  public static void forked(Object task) {
    if (Hooks.mayBeInLoop()) {
      forked.accept(task);
    }
  }
}
