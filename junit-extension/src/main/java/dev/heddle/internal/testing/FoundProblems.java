package dev.heddle.internal.testing;

import dev.heddle.Task;
import dev.heddle.trace.Step;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.Problem.Kind;
import dev.heddle.verdict.VerdictError;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The problems of one test, in the order in which they were found. */
final class FoundProblems implements Consumer<Problem> {
  /** What is left over by whatever does not end, and so no news after a verdict. */
  private static final Set<Kind> LEFT = EnumSet.of(Kind.LEFT_PENDING, Kind.LEFT_RUNNING);

  private final Set<Kind> tolerated;

  /** Written by the loop's threads, read by JUnit's; they overlap if the loop was given up. */
  private final List<Problem> problems = new CopyOnWriteArrayList<>();

  /** Whether what the test left is being interrupted. */
  private volatile boolean ending;

  FoundProblems(Set<Kind> tolerated) {
    this.tolerated = tolerated;
  }

  @Override
  public void accept(Problem problem) {
    boolean known = problem.kind() == Kind.LEFT_PENDING && isLeftPending(problem.future());
    boolean wanted = ending && problem.kind() == Kind.UNCAUGHT && isEnd(problem.exception());
    if (!known && !wanted) {
      problems.add(problem);
    }
  }

  /** From now on threads are interrupted, and may end by that. */
  void ending() {
    ending = true;
  }

  private static boolean isEnd(@Nullable Throwable exception) {
    for (Throwable e = exception; e != null; e = e.getCause()) {
      if (e instanceof InterruptedException || e instanceof CancellationException) {
        return true;
      }
    }
    return false;
  }

  private boolean isLeftPending(@Nullable Object task) {
    return problems.stream().anyMatch(p -> p.kind() == Kind.LEFT_PENDING && p.future() == task);
  }

  /**
   * A task is pending though the test has ended. It will be cancelled, which the loop is silent of.
   */
  void leftPending(Task<?> task, Trace trace) {
    StringBuilder text = new StringBuilder("task " + task.getName() + " was still pending");
    for (Step step : trace.steps().reversed()) {
      if (step.who().equals(task.getName())) {
        text.append(": its last step ").append(step.end().verb()).append(' ').append(step.detail());
        break;
      }
    }
    accept(new Problem(Kind.LEFT_PENDING, text.toString().strip(), null, task));
  }

  /** The end of the test itself did not end, or failed. */
  void notEnded(Throwable e) {
    accept(new Problem(Kind.SHUTDOWN, "what the test left could not be ended", e, null));
  }

  /** The problems that a test fails for, beside {@code failure}: its own, or the loop's verdict. */
  List<Problem> toFail(@Nullable Throwable failure) {
    if (failure instanceof TestAbortedException) {
      return List.of();
    }
    return problems.stream()
        .filter(problem -> problem.kind() != Kind.SLOW_STEP)
        .filter(problem -> !tolerated.contains(problem.kind()))
        .filter(problem -> !(isVerdict(failure) && LEFT.contains(problem.kind())))
        .filter(problem -> !isTold(problem.exception(), failure))
        .toList();
  }

  private static boolean isVerdict(@Nullable Throwable failure) {
    return failure instanceof VerdictError || failure instanceof ExitError;
  }

  /** A deadlock tells what those have died of who were to end it. */
  private static boolean isTold(@Nullable Throwable exception, @Nullable Throwable failure) {
    return exception != null
        && failure instanceof DeadlockError
        && (exception == failure.getCause()
            || Arrays.asList(failure.getSuppressed()).contains(exception));
  }

  /** What was told without being wrong. */
  List<Problem> notes() {
    return problems.stream().filter(problem -> problem.kind() == Kind.SLOW_STEP).toList();
  }
}
