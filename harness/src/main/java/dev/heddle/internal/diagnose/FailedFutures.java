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
 * Futures of java.util.concurrent that have failed, as long as the program has not seen why. What
 * counts is the exception: who sees it in one future has seen it for all that failed with it, as
 * the stages of a chain do.
 *
 * <p>No failure is what ends a task that was told to end: an interrupt, a cancellation, the loop's
 * own verdict.
 */
public final class FailedFutures implements FutureWatch {
  /** How far down a cause is looked for; some exceptions cause themselves. */
  private static final int CAUSES = 50;

  private final RunningStep running;

  private final RunVerdict verdict;

  private final ProblemReporter problems;

  /** By what they failed with: those of which nobody has seen anything. */
  private final IdentityHashMap<Throwable, Failure> unseen = new IdentityHashMap<>();

  /** What the program has seen already, should another future fail with it. */
  private final WeakIdentityMap<Boolean> seen = new WeakIdentityMap<>();

  /** Futures that nobody waits for any more: they may fail. */
  private final WeakIdentityMap<Boolean> abandoned = new WeakIdentityMap<>();

  /** Tasks of fork-join that are no part of another one. */
  private final WeakIdentityMap<Boolean> handedIn = new WeakIdentityMap<>();

  private final Origins origins;

  /** How many failures there have been: their order. */
  private int count;

  /**
   * A failed future.
   *
   * @param number how many failed before it
   * @param message what is told of it
   * @param thrown what it failed with
   */
  record Failure(int number, String message, Throwable thrown) {}

  public FailedFutures(
      RunningStep running, RunVerdict verdict, ProblemReporter problems, Origins origins) {
    this.running = running;
    this.verdict = verdict;
    this.problems = problems;
    this.origins = origins;
  }

  @Override
  public void made(Object future) {
    origins.note(future);
  }

  @Override
  public void handedIn(Object task) {
    origins.note(task);
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

  /** Tasks of fork-join that others have forked: these join them, or fail too. */
  private boolean isPartOfAnother(Object future) {
    return future instanceof ForkJoinTask
        && !(future instanceof RunnableFuture)
        && !handedIn.contains(future);
  }

  /** The pool tells the thread's handler, which by default only writes to the error output. */
  @Override
  public void uncaught(Throwable failure) {
    ManagedThread strand = running.thread;
    if (strand != null && !verdict.is(failure) && !Uncaught.hasHandler(strand.shown())) {
      problems.report(
          Problem.Kind.UNCAUGHT, "Exception in thread " + strand.label(), failure, null);
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

  /** What nobody has seen, in the order of failing; forgets it. */
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
    ManagedThread strand = running.thread;
    String where = strand == null ? " in a callback" : " in thread " + strand.label();
    StackTraceElement origin = origins.of(future);
    if (origin == null) {
      return where;
    }
    String how = future instanceof CompletableFuture ? ", made at " : ", submitted at ";
    return where + how + Frames.line(origin) + ",";
  }
}
