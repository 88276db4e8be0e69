package dev.heddle.internal.agent;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kotlin's coroutines: {@code Dispatchers.Default} and {@code IO}, and the thread that wakes
 * coroutines from a delay, are kept in static fields, and no pools of the JDK. Each loop uses its
 * own in their place, as it does with pools.
 */
final class CoroutineEdits {
  private static final String PACKAGE = "kotlinx/coroutines/";
  private static final String SCHEDULER = PACKAGE + "scheduling/CoroutineScheduler";
  private static final String DELAY = PACKAGE + "Delay";

  /** The classes that keep either, in a static field or since they were made. */
  private static final Set<String> KEEPERS =
      Set.of(
          PACKAGE + "DefaultExecutorKt",
          PACKAGE + "internal/LimitedDispatcher",
          PACKAGE + "internal/NamedDispatcher",
          PACKAGE + "scheduling/SchedulerCoroutineDispatcher");

  private CoroutineEdits() {}

  static boolean concern(byte[] classFile) {
    return ConstantPool.mentions(classFile, SCHEDULER) || ConstantPool.mentions(classFile, DELAY);
  }

  static @Nullable CodeTransform changeOf(MethodModel method, ClassModel owner) {
    return KEEPERS.contains(owner.thisClass().asInternalName())
            && !method.methodName().equalsString("<clinit>")
        ? CoroutineEdits::askForOwn
        : null;
  }

  private static void askForOwn(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof FieldInstruction field && isRead(field)) {
      Edit.callForPools(code, "own", "(Ljava/lang/Object;)Ljava/lang/Object;");
      code.checkcast(field.typeSymbol());
    }
  }

  private static boolean isRead(FieldInstruction field) {
    String type = field.type().stringValue();
    return (field.opcode() == Opcode.GETFIELD || field.opcode() == Opcode.GETSTATIC)
        && (type.equals("L" + SCHEDULER + ";") || type.equals("L" + DELAY + ";"));
  }
}
