package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.hook.FutureWatch;
import dev.heddle.internal.hook.WeakIdentityMap;
import dev.heddle.internal.source.Frames;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.VerdictError;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;

/**
 * Futures of java.util.concurrent that have failed, and whose exceptions the program has not seen.
 * An exception that was seen in one future is seen in all that failed with it, such as the stages
 * of a chain.
 *
 * <p>An exception by which a task ends that was told to end is no failure: an interrupt, a
 * cancellation, the loop's own verdict.
 */
public final class FailedFutures implements FutureWatch {
  /** How many causes are followed; some exceptions cause themselves. */
  private static final int CAUSES = 50;

  private final RunningStep running;

  private final RunVerdict verdict;

  private final ProblemReporter problems;

  /** The failures that the program has not seen, by exception. */
  private final IdentityHashMap<Throwable, Failure> unseen = new IdentityHashMap<>();

  /** The exceptions that the program has seen; other futures may fail with them later. */
  private final WeakIdentityMap<Boolean> seen = new WeakIdentityMap<>();

  /** Futures that the program has given up; they may fail. */
  private final WeakIdentityMap<Boolean> abandoned = new WeakIdentityMap<>();

  /** Tasks of fork-join that were submitted, not forked by another task. */
  private final WeakIdentityMap<Boolean> handedIn = new WeakIdentityMap<>();

  private final CallSites callSites;

  /** How many failures there were, to number them. */
  private int count;

  /**
   * A failed future.
   *
   * @param number how many failed before it
   * @param message the words for a report
   * @param thrown the exception
   */
  record Failure(int number, String message, Throwable thrown) {}

  public FailedFutures(
      RunningStep running, RunVerdict verdict, ProblemReporter problems, CallSites callSites) {
    this.running = running;
    this.verdict = verdict;
    this.problems = problems;
    this.callSites = callSites;
  }

  @Override
  public void made(Object future) {
    callSites.note(future);
  }

  @Override
  public void handedIn(Object task) {
    callSites.note(task);
    if (!(task instanceof RunnableFuture)) {
      handedIn.put(task, true);
    }
  }

  @Override
  public void failed(Object future, Throwable failure) {
    Throwable root = rootOf(failure);
    if (!verdict.isKnown()
        && !seen.contains(root)
        && !abandoned.contains(future)
        && !isPartOfAnother(future)
        && !wasToEnd(root)) {
      unseen.computeIfAbsent(root, thrown -> new Failure(count++, message(future), thrown));
    }
  }

  /** A task of fork-join that another has forked: the other joins it, or fails, too. */
  private boolean isPartOfAnother(Object future) {
    return future instanceof ForkJoinTask
        && !(future instanceof RunnableFuture)
        && !handedIn.contains(future);
  }

  /** The pool calls the thread's handler, which by default only prints the exception. */
  @Override
  public void uncaught(Throwable failure) {
    ManagedThread managed = running.thread;
    if (managed != null && !verdict.is(failure) && !Uncaught.hasHandler(managed.shown())) {
      problems.report(
          Problem.Kind.UNCAUGHT, "Exception in thread " + managed.label(), failure, null);
    }
  }

  @Override
  public void seen(Throwable failure) {
    Throwable root = rootOf(failure);
    unseen.remove(root);
    seen.put(root, true);
  }

  @Override
  public void passedOn(Throwable failure) {
    unseen.remove(rootOf(failure));
  }

  @Override
  public void abandoned(Object future) {
    abandoned.put(future, true);
  }

  @Override
  public void returned(Object future, Throwable failure) {
    seen.remove(rootOf(failure));
    failed(future, failure);
  }

  /** Takes the failures that nobody has seen, in the order of failing. */
  List<Failure> takeUnseen() {
    List<Failure> failures = new ArrayList<>(unseen.values());
    failures.sort(Comparator.comparingInt(Failure::number));
    unseen.clear();
    return failures;
  }

  /** How many failures nobody has seen. */
  public int unseen() {
    return unseen.size();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < CAUSES; depth++) {
      Throwable cause = root.getCause();
      boolean wraps = root instanceof CompletionException || root instanceof ExecutionException;
      if (!wraps || cause == null) {
        break;
      }
      root = cause;
    }
    return root;
  }

  private static boolean wasToEnd(Throwable root) {
    Throwable cause = root;
    for (int depth = 0; cause != null && depth < CAUSES; depth++) {
      if (cause instanceof InterruptedException
          || cause instanceof CancellationException
          || cause instanceof ClosedByInterruptException
          || cause instanceof VerdictError
          || cause instanceof ExitError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  // ---- in words ---------------------------------------------------------------------------

  private String message(Object future) {
    if (future instanceof RunnableScheduledFuture<?> task && task.isPeriodic()) {
      return "A periodic task" + places(task) + " has died, and its exception was never retrieved";
    }
    String kind = future instanceof CompletableFuture ? "CompletableFuture" : "task";
    return "The exception of a " + kind + places(future) + " was never retrieved";
  }

  private String places(Object future) {
    ManagedThread managed = running.thread;
    String where = managed == null ? " in a callback" : " in thread " + managed.label();
    StackTraceElement origin = callSites.of(future);
    if (origin == null) {
      return where;
    }
    String how = future instanceof CompletableFuture ? ", made at " : ", submitted at ";
    return where + how + Frames.line(origin) + ",";
  }
}
