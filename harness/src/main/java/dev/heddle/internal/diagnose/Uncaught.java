package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.verdict.Problem;
import java.util.function.Supplier;

/** Reports exceptions that end a thread other than a task. */
public final class Uncaught {
  private final RunVerdict verdict;

  private final ProblemReporter problems;

  private final DeadThreads deadThreads;

  public Uncaught(RunVerdict verdict, ProblemReporter problems, DeadThreads deadThreads) {
    this.verdict = verdict;
    this.problems = problems;
    this.deadThreads = deadThreads;
  }

  /**
   * Reports the exception that ends a thread, also to the default handler, unless the thread has a
   * handler.
   *
   * @param loops gives the one of the loop that runs the thread then
   */
  public static void handle(ManagedThread managed, Supplier<Uncaught> loops) {
    if (managed.thread.getUncaughtExceptionHandler() instanceof ThreadGroup) {
      managed.thread.setUncaughtExceptionHandler(
          (ended, thrown) -> loops.get().tell(managed, ended, thrown));
    }
  }

  /** As {@link #handle}, of a thread that the program has made. */
  public static void handleUnlessHandled(ManagedThread managed, Supplier<Uncaught> loops) {
    if (!Jdk.virtualThreads().hasUncaughtExceptionHandler(managed.thread)) {
      managed.thread.setUncaughtExceptionHandler(
          (ended, thrown) -> loops.get().report(managed, thrown));
    }
    handle(managed, loops);
  }

  private void report(ManagedThread managed, Throwable thrown) {
    if (!verdict.is(thrown)) {
      problems.report(
          Problem.Kind.UNCAUGHT,
          "Thread " + managed.label() + " ended with an exception",
          thrown,
          null);
    }
  }

  /** Whether the program handles the exception: by the thread, or by one of its groups. */
  static boolean hasHandler(Thread platform) {
    ThreadGroup group = platform.getThreadGroup();
    if (platform.getUncaughtExceptionHandler() != group) {
      return true;
    }
    while (group != null && group.getClass() == ThreadGroup.class) {
      group = group.getParent();
    }
    return group != null;
  }

  /** An exception ends the calling thread. */
  public void dies(ManagedThread managed, Throwable thrown) {
    managed.failure = thrown;
    managed.died = true;
    if (!verdict.isKnown()) {
      deadThreads.add(managed);
    }
  }

  /** An exception ends the calling thread, which stands for a platform thread. */
  public void endsPlatformThread(ManagedThread managed, Thread platform, Throwable thrown) {
    dies(managed, thrown);
    if (verdict.is(thrown)) {
      return; // it leaves the loop by itself
    }
    if (hasHandler(platform)) {
      Jdk.platformThreads().dispatchUncaught(platform, thrown);
    } else {
      tell(managed, platform, thrown);
    }
  }

  private void tell(ManagedThread managed, Thread ended, Throwable thrown) {
    if (verdict.isKnown()) {
      return;
    }
    problems.report(Problem.Kind.UNCAUGHT, "Exception in thread " + managed.label(), thrown, null);
    Thread.UncaughtExceptionHandler byDefault = Thread.getDefaultUncaughtExceptionHandler();
    if (byDefault != null) {
      byDefault.uncaughtException(ended, thrown);
    }
  }
}
