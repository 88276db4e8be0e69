package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.List;

/** Lists of threads of the JDK: they go by the group of the thread that the program sees. */
final class ThreadListEdits {
  private static final String THREAD = "java/lang/Thread";

  static final List<Edit> ALL =
      List.of(
          Edit.body(THREAD, "activeCount()I", ThreadListEdits::currentAsSeen),
          Edit.body(THREAD, "enumerate([Ljava/lang/Thread;)I", ThreadListEdits::currentAsSeen),
          Edit.body(THREAD, "getAllThreads()[Ljava/lang/Thread;", ThreadListEdits::completeList),
          Edit.body(THREAD, "getAllStackTraces()Ljava/util/Map;", ThreadListEdits::completeMap));

  private ThreadListEdits() {}

  private static void currentAsSeen(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString("currentThread")) {
      Edit.call(code, "currentThread", "()Ljava/lang/Thread;");
    } else {
      code.with(element);
    }
  }

  private static void completeList(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      Edit.call(code, "allThreads", "([Ljava/lang/Thread;)[Ljava/lang/Thread;");
    }
    code.with(element);
  }

  private static void completeMap(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      code.dup();
      Edit.call(code, "allStackTraces", "(Ljava/util/Map;)V");
    }
    code.with(element);
  }
}
