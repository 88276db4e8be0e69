package dev.heddle.internal;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import org.jspecify.annotations.Nullable;

/** Edits of classes that do not come from the JDK: few methods of few classes. */
final class ProgramEdits {
  private ProgramEdits() {}

  /** Says what is done to a method; null: nothing. */
  @FunctionalInterface
  private interface Changes {
    @Nullable CodeTransform of(MethodModel method, ClassModel owner);
  }

  /** The class with its edits made, or null if it has none, or cannot be edited. */
  static byte @Nullable [] edited(byte[] classFile, ClassLoader loader) {
    boolean numbers = NumberEdits.concern(classFile);
    boolean initialiser = InitialiserEdits.concern(classFile);
    if (!numbers && !initialiser) {
      return null;
    }
    Changes changes =
        (method, owner) -> {
          CodeTransform change = initialiser ? InitialiserEdits.changeOf(method) : null;
          return change == null && numbers ? NumberEdits.changeOf(method, owner) : change;
        };
    try {
      return edit(
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader))),
          classFile,
          changes);
    } catch (IllegalArgumentException e) {
      return null; // a class that it names is not there: it stays as it is
    }
  }

  private static byte @Nullable [] edit(ClassFile api, byte[] classFile, Changes changes) {
    ClassModel parsed = api.parse(classFile);
    boolean[] changed = new boolean[1];
    byte[] edited =
        api.transformClass(
            parsed,
            (builder, element) -> {
              CodeTransform change =
                  element instanceof MethodModel method && method.code().isPresent()
                      ? changes.of(method, parsed)
                      : null;
              if (change == null) {
                builder.with(element);
              } else {
                changed[0] = true;
                builder.transformMethod(
                    (MethodModel) element, MethodTransform.transformingCode(change));
              }
            });
    return changed[0] ? edited : null;
  }
}
