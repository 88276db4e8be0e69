package dev.heddle.internal.hook;

/**
 * What a loop is told of the futures of java.util.concurrent that its threads and callbacks use. A
 * failure is passed as a future keeps it, perhaps wrapped.
 */
public interface FutureWatch {
  /** The calling code has made a future. */
  void made(Object future);

  /** The calling code has handed a task to a fork-join pool, and is not itself part of one. */
  void handedIn(Object task);

  /** A future has failed on the calling thread, and nothing depends on it. */
  void failed(Object future, Throwable failure);

  /** A task without a future has failed on the calling thread, and its pool has caught that. */
  void uncaught(Throwable failure);

  /** The program gets to see a failure. */
  void seen(Throwable failure);

  /** Something that depends on a failed future is being made: it fails in its place. */
  void passedOn(Throwable failure);

  /** Who waited for a future, or depended on it, has got on without it: it may fail unseen. */
  void abandoned(Object future);

  /** An executor has seen the failure of a task, and now returns the task to the program. */
  void returned(Object future, Throwable failure);
}
