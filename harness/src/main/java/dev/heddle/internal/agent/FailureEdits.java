package dev.heddle.internal.agent;

import java.util.List;

/**
 * Where the JDK catches what a thread or a task of an executor has thrown: the loop is told first,
 * since that may be why others wait for ever.
 */
final class FailureEdits {
  static final List<Edit> ALL =
      List.of(
          Edit.head(
              "java/lang/Thread",
              "dispatchUncaughtException(Ljava/lang/Throwable;)V",
              code -> {
                code.aload(0).aload(1);
                Edit.call(code, "dying", "(Ljava/lang/Thread;Ljava/lang/Throwable;)V");
              }),
          caught("FutureTask", "setException(Ljava/lang/Throwable;)V"),
          caught("CompletableFuture", "completeThrowable(Ljava/lang/Throwable;)Z"),
          caught("ForkJoinTask", "trySetThrown(Ljava/lang/Throwable;)Z"));

  private FailureEdits() {}

  private static Edit caught(String owner, String method) {
    return Edit.head(
        "java/util/concurrent/" + owner,
        method,
        code -> {
          code.aload(1);
          Edit.call(code, "caught", "(Ljava/lang/Throwable;)V");
        });
  }
}
