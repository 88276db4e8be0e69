package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the JDK's executors go through their threads in the order of creation.
 *
 * <p>They do so to interrupt them, which decides who goes on first, and keep them in hash sets: in
 * the order of addresses in {@code ThreadPoolExecutor}, in that of the JVM's thread numbers in the
 * others. Both differ between runs.
 */
final class OrderEdits {
  static final List<Edit> ALL =
      Stream.of(
              "java/util/concurrent/ThreadPoolExecutor",
              "java/util/concurrent/ThreadPerTaskExecutor",
              "jdk/internal/misc/ThreadFlock")
          .map(pool -> Edit.body(pool, null, OrderEdits::order))
          .toList();

  private static final ClassDesc HASH_SET = ClassDesc.of("java.util.HashSet");
  private static final ClassDesc LINKED_HASH_SET = ClassDesc.of("java.util.LinkedHashSet");

  private OrderEdits() {}

  private static void order(CodeBuilder code, CodeElement element) {
    if (element instanceof NewObjectInstruction made
        && made.className().asSymbol().equals(HASH_SET)) {
      code.new_(LINKED_HASH_SET);
    } else if (element instanceof InvokeInstruction call && isNewHashSet(call)) {
      code.invokespecial(LINKED_HASH_SET, "<init>", call.typeSymbol());
    } else if (element instanceof InvokeInstruction call && call.name().equalsString("newKeySet")) {
      Edit.callForPools(code, "threads", "()Ljava/util/Set;");
    } else {
      code.with(element);
    }
  }

  private static boolean isNewHashSet(InvokeInstruction call) {
    return call.name().equalsString("<init>") && call.owner().asSymbol().equals(HASH_SET);
  }
}
