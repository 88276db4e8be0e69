package dev.heddle.internal;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Makes the JDK's executors go through their threads in the order of creation.
 *
 * <p>They do so to interrupt them, which decides who goes on first, and keep them in hash sets: in
 * the order of addresses in {@code ThreadPoolExecutor}, in that of the JVM's thread numbers in the
 * others. Both differ between runs.
 */
final class PoolOrder {
  private static final Set<String> POOLS =
      Set.of(
          "java/util/concurrent/ThreadPoolExecutor",
          "java/util/concurrent/ThreadPerTaskExecutor",
          "jdk/internal/misc/ThreadFlock");

  private static final ClassDesc HASH_SET = ClassDesc.of("java.util.HashSet");
  private static final ClassDesc LINKED_HASH_SET = ClassDesc.of("java.util.LinkedHashSet");

  private PoolOrder() {}

  /** Whether a class, by its internal name, is one of them. */
  static boolean wants(String name) {
    return POOLS.contains(name);
  }

  /** The class with sets that keep an order. */
  static byte[] ordered(byte[] classFile) {
    ClassFile api = ClassFile.of();
    return api.transformClass(
        api.parse(classFile), ClassTransform.transformingMethodBodies(PoolOrder::order));
  }

  private static void order(CodeBuilder code, CodeElement element) {
    if (element instanceof NewObjectInstruction made
        && made.className().asSymbol().equals(HASH_SET)) {
      code.new_(LINKED_HASH_SET);
    } else if (element instanceof InvokeInstruction call && isNewHashSet(call)) {
      code.invokespecial(LINKED_HASH_SET, "<init>", call.typeSymbol());
    } else if (element instanceof InvokeInstruction call && call.name().equalsString("newKeySet")) {
      code.invokestatic(
          ClassDesc.ofInternalName(HookInstaller.NAME),
          "threads",
          MethodTypeDesc.ofDescriptor("()Ljava/util/Set;"));
    } else {
      code.with(element);
    }
  }

  private static boolean isNewHashSet(InvokeInstruction call) {
    return call.name().equalsString("<init>") && call.owner().asSymbol().equals(HASH_SET);
  }
}
