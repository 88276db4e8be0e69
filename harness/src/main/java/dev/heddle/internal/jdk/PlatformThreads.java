package dev.heddle.internal.jdk;

import org.jspecify.annotations.Nullable;

/** Platform threads that the VM never starts, since a virtual thread runs in place of each. */
public interface PlatformThreads {
  /** What a platform thread runs; null if it is a subclass with a body of its own. */
  @Nullable Runnable taskOf(Thread thread);

  /** Sets what a thread runs, which the JDK reads only to run it. */
  void setTask(Thread thread, Runnable task);

  /** Has {@code thread} appear as started. */
  void setRunnable(Thread thread);

  /** Has {@code thread} appear as ended. */
  void setTerminated(Thread thread);

  /** Gives {@code runner}, which has not started, what {@code thread} has inherited. */
  void copyInherited(Thread thread, Thread runner);

  /** What the VM does with an exception that nobody has caught; called on the thread itself. */
  void dispatchUncaught(Thread thread, Throwable thrown);

  /** What the VM does at the end of a thread; called on the thread itself. */
  void exit(Thread thread);

  /** Whether a thread is one of the JDK's own, which serve the whole JVM: cleaners, selectors. */
  boolean isService(Thread thread);
}
