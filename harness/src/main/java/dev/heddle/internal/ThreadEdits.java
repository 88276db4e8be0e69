package dev.heddle.internal;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Threads of the JDK: they tell the loop what they are about to do. */
final class ThreadEdits {
  private static final List<Edit> TOLD =
      List.of(
          Edit.head(
              "java/lang/VirtualThread",
              "parkOnCarrierThread(ZJ)V",
              code -> Edit.call(code, "pinned", "()V")),
          Edit.head(
              "java/lang/VirtualThread",
              "interrupt()V",
              code -> tellOfThread(code, "interrupting")),
          Edit.head("java/lang/Thread", "start()V", code -> tellOfThread(code, "starting")),
          Edit.head(
              "java/lang/Runtime",
              "exit(I)V",
              code -> {
                code.iload(1);
                Edit.call(code, "exit", "(I)V");
              }));

  private static final Stream<Edit> PARKING =
      Stream.of(
              "park()V",
              "park(Ljava/lang/Object;)V",
              "parkNanos(J)V",
              "parkNanos(Ljava/lang/Object;J)V",
              "parkUntil(J)V",
              "parkUntil(Ljava/lang/Object;J)V")
          .map(
              method ->
                  Edit.head(
                      "java/util/concurrent/locks/LockSupport",
                      method,
                      code -> Edit.call(code, "parking", "()V")));

  static final List<Edit> ALL = Stream.concat(TOLD.stream(), PARKING).toList();

  private ThreadEdits() {}

  private static void tellOfThread(CodeBuilder code, String hook) {
    code.aload(0);
    Edit.call(code, hook, "(Ljava/lang/Thread;)V");
  }
}
