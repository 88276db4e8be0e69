package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookNames;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change to the code of one class of the JDK. Each group of them that belongs together is a class
 * of its own, with the list {@code ALL}.
 *
 * @param owner the class's internal name
 * @param method the method's name and descriptor; a name alone: all methods of that name; null:
 *     every method of the class
 * @param transform makes what is applied to the code
 */
record Edit(String owner, @Nullable String method, Supplier<CodeTransform> transform) {
  private static final ClassDesc HOOKS = ClassDesc.ofInternalName(HookNames.HOOKS);

  private static final ClassDesc POOL_HOOKS = ClassDesc.ofInternalName(HookNames.POOLS);

  /** Puts instructions before a method's first. */
  static Edit head(String owner, String method, Consumer<CodeBuilder> head) {
    return new Edit(owner, method, () -> new Head(head));
  }

  /** Changes the instructions of a method, one by one. */
  static Edit body(String owner, @Nullable String method, CodeTransform change) {
    return new Edit(owner, method, () -> change);
  }

  boolean isFor(String signature) {
    return method == null
        || method.equals(signature)
        || method.equals(signature.substring(0, signature.indexOf('(')));
  }

  /** What it changes, for a message. */
  String place() {
    return method == null ? owner : owner + "." + method;
  }

  /** Calls a hook with what is on the stack. */
  static void call(CodeBuilder code, String hook, String descriptor) {
    call(code, HOOKS, hook, descriptor);
  }

  /** As {@link #call}, of those that concern pools. */
  static void callForPools(CodeBuilder code, String hook, String descriptor) {
    call(code, POOL_HOOKS, hook, descriptor);
  }

  /** Calls a hook of some copy with what is on the stack. */
  static void call(CodeBuilder code, ClassDesc hooks, String hook, String descriptor) {
    code.invokestatic(hooks, hook, MethodTypeDesc.ofDescriptor(descriptor));
  }

  private record Head(Consumer<CodeBuilder> head) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder builder) {
      head.accept(builder);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      builder.with(element);
    }
  }
}
