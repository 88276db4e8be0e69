package dev.heddle.internal.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits of classes that do not come from the JDK: few methods of few classes. */
final class ProgramEdits {
  private ProgramEdits() {}

  /** Says what is done to a method; null: nothing. */
  @FunctionalInterface
  private interface Changes {
    @Nullable CodeTransform of(MethodModel method, ClassModel owner);
  }

  /**
   * The class with its edits made, or null if it has none.
   *
   * @throws IllegalArgumentException if it cannot be edited, such as when a class that it names is
   *     not there
   */
  static byte @Nullable [] edited(byte[] classFile, ClassLoader loader) {
    List<Changes> changes = new ArrayList<>();
    if (NumberEdits.concern(classFile)) {
      changes.add(NumberEdits::changeOf);
    }
    if (InitialiserEdits.concern(classFile)) {
      changes.add((method, owner) -> InitialiserEdits.changeOf(method));
    }
    if (CoroutineEdits.concern(classFile)) {
      changes.add(CoroutineEdits::changeOf);
    }
    if (changes.isEmpty()) {
      return null;
    }
    return edit(
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader))),
        classFile,
        changes);
  }

  private static byte @Nullable [] edit(ClassFile api, byte[] classFile, List<Changes> changes) {
    ClassModel parsed = api.parse(classFile);
    boolean[] changed = new boolean[1];
    byte[] edited =
        api.transformClass(
            parsed,
            (builder, element) -> {
              CodeTransform change =
                  element instanceof MethodModel method && method.code().isPresent()
                      ? changeOf(method, parsed, changes)
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

  /** What all of them together do to a method; null: nothing. */
  private static @Nullable CodeTransform changeOf(
      MethodModel method, ClassModel owner, List<Changes> changes) {
    CodeTransform all = null;
    for (Changes some : changes) {
      CodeTransform change = some.of(method, owner);
      if (change != null) {
        all = all == null ? change : all.andThen(change);
      }
    }
    return all;
  }
}
