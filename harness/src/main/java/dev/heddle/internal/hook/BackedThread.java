package dev.heddle.internal.hook;

import dev.heddle.internal.jdk.Jdk;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that code under test has started, and the virtual thread that runs its body in
 * its place.
 *
 * <p>To the code, the platform thread is the one that runs: {@code Thread.currentThread()} is it,
 * and what is asked of it (its state, a join, an interrupt) is answered by the virtual one. The VM
 * never starts it. It is found by the platform thread's task, a field that the JDK reads only to
 * run it.
 */
public final class BackedThread implements Runnable {
  private final Thread shown;
  private final Thread runner;

  /** What the platform thread was made with; null if it is a subclass with a body of its own. */
  private final @Nullable Runnable task;

  private volatile boolean ended;

  private BackedThread(Thread shown, Thread runner, @Nullable Runnable task) {
    this.shown = shown;
    this.runner = runner;
    this.task = task;
  }

  /**
   * Has {@code runner}, which has not started, run in place of {@code shown}, which the program
   * starts.
   */
  public static void connect(Thread shown, Thread runner) {
    Jdk.platformThreads()
        .setTask(shown, new BackedThread(shown, runner, Jdk.platformThreads().taskOf(shown)));
    Jdk.platformThreads().copyInherited(shown, runner);
    Jdk.platformThreads().setRunnable(shown);
  }

  /** The thread that runs in place of {@code thread}, or {@code thread} itself. */
  public static Thread runnerOf(Thread thread) {
    BackedThread backed = of(thread);
    return backed == null ? thread : backed.runner;
  }

  /** What a thread was made to run, perhaps itself; null if it is not known. */
  public static @Nullable Object bodyOf(Thread thread) {
    if (thread.isVirtual()) {
      return Jdk.inspector().bodyOf(thread);
    }
    Runnable task = Jdk.platformThreads().taskOf(thread);
    Runnable body = task instanceof BackedThread backed ? backed.task : task;
    return body == null ? thread : body;
  }

  /** What is known of a platform thread; null if none runs in its place. */
  static @Nullable BackedThread of(@Nullable Thread thread) {
    return thread != null
            && !thread.isVirtual()
            && Jdk.platformThreads().taskOf(thread) instanceof BackedThread backed
        ? backed
        : null;
  }

  /** The thread that runs the body. */
  Thread runner() {
    return runner;
  }

  boolean hasEnded() {
    return ended;
  }

  /** What {@code Thread.run} runs. */
  @Override
  public void run() {
    if (task != null) {
      task.run();
    }
  }

  /** The body has ended: what the VM does at the end of a thread; on the thread itself. */
  public static void end(Thread shown) {
    BackedThread backed = of(shown);
    try {
      Jdk.platformThreads().exit(shown);
    } finally {
      if (backed != null) {
        backed.terminate();
      }
    }
  }

  private void terminate() {
    ended = true;
    Jdk.platformThreads().setTerminated(shown);
    synchronized (shown) {
      shown.notifyAll(); // Thread.join is documented to use wait on the thread
    }
  }
}
