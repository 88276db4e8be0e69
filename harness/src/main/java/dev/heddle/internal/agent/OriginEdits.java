package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;

/** Locks and executors tell when they are taken and made, so that a report can say where. */
final class OriginEdits {
  private static final String TIMER = "java/util/Timer";

  private static final CodeTransform TELL_AT_END =
      (code, element) -> {
        if (element instanceof ReturnInstruction) {
          code.aload(0);
          Edit.call(code, "made", "(Ljava/lang/Object;)V");
        }
        code.with(element);
      };

  static final List<Edit> ALL =
      List.of(
          Edit.head(
              "java/util/concurrent/locks/AbstractOwnableSynchronizer",
              "setExclusiveOwnerThread(Ljava/lang/Thread;)V",
              code -> {
                code.aload(0).aload(1);
                Edit.call(code, "owned", "(Ljava/lang/Object;Ljava/lang/Thread;)V");
              }),
          Edit.body(
              "java/util/concurrent/ThreadPoolExecutor",
              "<init>(IIJLjava/util/concurrent/TimeUnit;Ljava/util/concurrent/BlockingQueue;"
                  + "Ljava/util/concurrent/ThreadFactory;"
                  + "Ljava/util/concurrent/RejectedExecutionHandler;)V",
              TELL_AT_END),
          Edit.body(
              "java/util/concurrent/ThreadPerTaskExecutor",
              "<init>(Ljava/util/concurrent/ThreadFactory;)V",
              TELL_AT_END),
          Edit.body(TIMER, "<init>(Ljava/lang/String;Z)V", OriginEdits::tellOfTimer));

  private OriginEdits() {}

  /** A timer is known by its queue, since its thread does not know the timer itself. */
  private static void tellOfTimer(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      code.aload(0)
          .getfield(ClassDesc.ofInternalName(TIMER), "queue", ClassDesc.of("java.util.TaskQueue"));
      Edit.call(code, "made", "(Ljava/lang/Object;)V");
    }
    code.with(element);
  }
}
