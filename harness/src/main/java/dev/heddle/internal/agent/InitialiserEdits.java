package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookNames;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import org.jspecify.annotations.Nullable;

/**
 * Class initialisers that keep the time: what they read in a managed thread outlives the loop, and
 * no later loop, nor the real time outside, may be before it.
 */
final class InitialiserEdits {
  private InitialiserEdits() {}

  static boolean concern(byte[] classFile) {
    return ConstantPool.mentions(classFile, "nanoTime")
        && ConstantPool.mentions(classFile, "<clinit>");
  }

  static @Nullable CodeTransform changeOf(MethodModel method) {
    return method.methodName().equalsString("<clinit>")
            && method.code().orElseThrow().elementStream().anyMatch(InitialiserEdits::readsTime)
        ? InitialiserEdits::ask
        : null;
  }

  /** The call is redirected already. */
  private static boolean readsTime(CodeElement element) {
    return element instanceof InvokeInstruction call
        && call.name().equalsString("nanoTime")
        && call.owner().asInternalName().equals(HookNames.HOOKS);
  }

  private static void ask(CodeBuilder code, CodeElement element) {
    if (readsTime(element)) {
      Edit.call(code, "nanoTimeToKeep", "()J");
    } else {
      code.with(element);
    }
  }
}
