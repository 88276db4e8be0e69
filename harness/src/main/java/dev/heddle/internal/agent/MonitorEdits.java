package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.util.List;

/**
 * Monitors and queues of the JDK: a thread tells the loop on which monitor it waits, and when it
 * leaves its carrier; and where it would spin until a time, it parks.
 */
final class MonitorEdits {
  static final List<Edit> ALL =
      List.of(
          Edit.head(
              "java/lang/Object",
              "wait(J)V",
              code -> {
                code.aload(0);
                Edit.call(code, "waiting", "(Ljava/lang/Object;)V");
              }),
          Edit.head(
              "java/lang/VirtualThread",
              "yieldContinuation()Z",
              code -> {
                code.aload(0);
                Edit.call(code, "leaving", "(Ljava/lang/Thread;)V");
              }),
          Edit.body(
              "java/util/concurrent/LinkedTransferQueue$DualNode",
              "await(Ljava/lang/Object;JLjava/lang/Object;Z)Ljava/lang/Object;",
              MonitorEdits::askForThreshold));

  /**
   * LinkedTransferQueue.DualNode.SPIN_FOR_TIMEOUT_THRESHOLD: below, it spins in place of parking.
   */
  private static final long SPIN_NANOS = 1L << 10;

  private MonitorEdits() {}

  private static void askForThreshold(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof ConstantInstruction constant
        && Long.valueOf(SPIN_NANOS).equals(constant.constantValue())) {
      Edit.call(code, "spinBelow", "(J)J");
    }
  }
}
