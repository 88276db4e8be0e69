package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** By the fields in which the futures of java.util.concurrent keep their results. */
final class Jdk25Futures implements FutureInternals {
  /** The states of {@code FutureTask}: it has failed. */
  private static final int EXCEPTIONAL = 3;

  /** What a fork-join pool makes of a {@code Runnable} to execute. */
  private static final String EXECUTED = "java.util.concurrent.ForkJoinTask$RunnableExecuteAction";

  /**
   * Futures whose failure is nobody's to look at: a loser of {@code invokeAny} is dropped, and the
   * future of a completion service stands for the one that it hands out.
   */
  private static final Set<String> NOBODYS =
      Set.of(
          "java.util.concurrent.ForkJoinTask$InvokeAnyTask",
          "java.util.concurrent.ExecutorCompletionService$QueueingFuture");

  private static final Class<?> ALT_RESULT;
  private static final VarHandle EX;
  private static final VarHandle RESULT;
  private static final VarHandle STACK;
  private static final VarHandle STATE;
  private static final VarHandle OUTCOME;
  private static final VarHandle AUX;
  private static final VarHandle AUX_EX;

  static {
    try {
      String completable = CompletableFuture.class.getName();
      ALT_RESULT = Class.forName(completable + "$AltResult");
      EX = Handles.in(ALT_RESULT).findVarHandle(ALT_RESULT, "ex", Throwable.class);
      MethodHandles.Lookup futures = Handles.in(CompletableFuture.class);
      RESULT = futures.findVarHandle(CompletableFuture.class, "result", Object.class);
      STACK =
          futures.findVarHandle(
              CompletableFuture.class, "stack", Class.forName(completable + "$Completion"));
      MethodHandles.Lookup tasks = Handles.in(FutureTask.class);
      STATE = tasks.findVarHandle(FutureTask.class, "state", int.class);
      OUTCOME = tasks.findVarHandle(FutureTask.class, "outcome", Object.class);
      Class<?> aux = Class.forName(ForkJoinTask.class.getName() + "$Aux");
      AUX = Handles.in(ForkJoinTask.class).findVarHandle(ForkJoinTask.class, "aux", aux);
      AUX_EX = Handles.in(aux).findVarHandle(aux, "ex", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw Handles.missing(e);
    }
  }

  @Override
  public @Nullable Throwable inResult(@Nullable Object result) {
    return result != null && result.getClass() == ALT_RESULT ? (Throwable) EX.get(result) : null;
  }

  @Override
  public @Nullable Throwable failureOf(Object future) {
    if (future instanceof CompletableFuture<?> completable) {
      return inResult(RESULT.getVolatile(completable));
    }
    if (future instanceof FutureTask<?> task) {
      return (int) STATE.getVolatile(task) == EXCEPTIONAL ? (Throwable) OUTCOME.get(task) : null;
    }
    Object aux = future instanceof ForkJoinTask<?> task ? AUX.getVolatile(task) : null;
    return aux == null ? null : (Throwable) AUX_EX.get(aux);
  }

  @Override
  public boolean hasDependents(Object future) {
    return future instanceof CompletableFuture<?> completable
        && STACK.getVolatile(completable) != null;
  }

  @Override
  public boolean isExecuted(Object task) {
    return task.getClass().getName().equals(EXECUTED);
  }

  @Override
  public boolean isOfProgram(Object future) {
    return !NOBODYS.contains(future.getClass().getName());
  }
}
