package dev.heddle.internal.hook;

import dev.heddle.internal.attach.UnsupportedJvmException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Objects;

/** The copy of a template of hooks, where the classes of the JDK can see it. */
final class HookCopy {
  /** The names of the copies, by the internal names of the templates. */
  private static final Map<String, ClassDesc> COPIES =
      Map.of(
          internalName(Hooks.class), ClassDesc.ofInternalName(HookNames.HOOKS),
          internalName(PoolHooks.class), ClassDesc.ofInternalName(HookNames.POOLS),
          internalName(RandomnessHooks.class), ClassDesc.ofInternalName(HookNames.RANDOMNESS),
          internalName(FutureHooks.class), ClassDesc.ofInternalName(HookNames.FUTURES),
          internalName(PointHooks.class), ClassDesc.ofInternalName(HookNames.POINTS),
          internalName(InitialiserHooks.class), ClassDesc.ofInternalName(HookNames.INITIALISERS));

  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");

  /** May do with the copy what the copy itself may. */
  private final MethodHandles.Lookup in;

  private HookCopy(MethodHandles.Lookup in) {
    this.in = in;
  }

  /**
   * Defines the copy next to {@code java.lang.Object}, and initialises it, before any class calls
   * it; {@code java.lang} has to be open.
   */
  static HookCopy define(Class<?> template) throws ReflectiveOperationException {
    MethodHandles.Lookup lang = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    Class<?> copy = lang.defineClass(copyOf(bytes(template)));
    MethodHandles.Lookup in = MethodHandles.privateLookupIn(copy, MethodHandles.lookup());
    in.ensureInitialized(copy);
    return new HookCopy(in);
  }

  /** Sets a field of the copy, for all threads to see. */
  <T> void set(String field, Class<T> type, T value) throws ReflectiveOperationException {
    variable(field, type).setVolatile(value);
  }

  /** A field of the copy. */
  VarHandle variable(String field, Class<?> type) throws ReflectiveOperationException {
    return in.findStaticVarHandle(in.lookupClass(), field, type);
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static byte[] bytes(Class<?> template) {
    try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
      if (in == null) {
        throw new UnsupportedJvmException(
            "Heddle's jar is damaged: " + template.getName() + " is missing. Replace the jar.",
            null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Heddle's jar cannot be read: " + template.getName(), e);
    }
  }

  private static byte[] copyOf(byte[] template) {
    ClassFile api = ClassFile.of();
    ClassModel model = api.parse(template);
    ClassDesc name = Objects.requireNonNull(COPIES.get(model.thisClass().asInternalName()));
    ClassTransform redirect = ClassTransform.transformingMethodBodies(HookCopy::redirectToCopy);
    return api.transformClass(model, name, redirect.andThen(HookCopy::withPublicAccess));
  }

  private static void redirectToCopy(CodeBuilder code, CodeElement element) {
    if (element instanceof FieldInstruction field) {
      ClassDesc owner =
          COPIES.getOrDefault(field.owner().asInternalName(), field.owner().asSymbol());
      code.fieldAccess(field.opcode(), owner, field.name().stringValue(), field.typeSymbol());
    } else if (element instanceof InvokeInstruction call
        && COPIES.containsKey(call.owner().asInternalName())) {
      String method = call.name().stringValue();
      if (method.equals("carrier")) {
        code.invokestatic(THREAD, "currentCarrierThread", call.typeSymbol());
      } else {
        code.invokestatic(COPIES.get(call.owner().asInternalName()), method, call.typeSymbol());
      }
    } else {
      code.with(element);
    }
  }

  /** The template is hidden from users; the copy has to be seen by every class. */
  private static void withPublicAccess(ClassBuilder builder, ClassElement element) {
    if (element instanceof AccessFlags flags) {
      builder.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
    } else {
      builder.with(element);
    }
  }
}
