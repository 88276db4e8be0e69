package dev.heddle.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;

/** Copies a template of hooks to where the classes of the JDK can see it. */
final class HookCopy {
  private HookCopy() {}

  /** Defines the copy next to {@code java.lang.Object}; {@code java.lang} has to be open. */
  static MethodHandles.Lookup define(String template, String internalName)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lang = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    Class<?> copy =
        lang.defineClass(copyOf(bytes(template), ClassDesc.ofInternalName(internalName)));
    return MethodHandles.privateLookupIn(copy, MethodHandles.lookup());
  }

  private static byte[] bytes(String template) {
    try (InputStream in = HookCopy.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new UnsupportedJvmException(
            "Heddle's jar is damaged: " + template + " is missing. Replace the jar.", null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Heddle's jar cannot be read: " + template, e);
    }
  }

  private static byte[] copyOf(byte[] template, ClassDesc name) {
    ClassFile api = ClassFile.of();
    ClassModel model = api.parse(template);
    String own = model.thisClass().asInternalName();
    CodeTransform toCopy =
        (code, element) -> {
          if (element instanceof FieldInstruction field
              && field.owner().asInternalName().equals(own)) {
            code.fieldAccess(field.opcode(), name, field.name().stringValue(), field.typeSymbol());
          } else if (element instanceof InvokeInstruction call
              && call.owner().asInternalName().equals(own)) {
            code.invokestatic(name, call.name().stringValue(), call.typeSymbol());
          } else {
            code.with(element);
          }
        };
    byte[] copy = api.transformClass(model, name, ClassTransform.transformingMethodBodies(toCopy));
    return withPublicAccess(copy);
  }

  /** The template is hidden from users; the copy has to be seen by every class. */
  private static byte[] withPublicAccess(byte[] classFile) {
    ClassFile api = ClassFile.of();
    return api.transformClass(
        api.parse(classFile),
        (builder, element) -> {
          if (element instanceof java.lang.classfile.AccessFlags flags) {
            builder.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
          } else {
            builder.with(element);
          }
        });
  }
}
