package dev.heddle.junit;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * The extensions of a test besides Heddle's own and those of JUnit that have nothing to do in its
 * runs, so that a test without others costs nothing.
 */
final class OtherExtensions {
  private static final String JUNITS = "org.junit.jupiter.";
  private static final String BUILT_IN = JUNITS + "engine.extension.";

  /** Null: JUnit does not tell, and none are known. */
  private final @Nullable JupiterInternals internals;

  /** The test's classes, outermost first. */
  private final List<Class<?>> classes;

  OtherExtensions(@Nullable JupiterInternals internals, List<Class<?>> classes) {
    this.internals = internals;
    this.classes = classes;
  }

  /** Those of a kind that are registered for a test or a class, in JUnit's order. */
  <E extends Extension> List<E> of(ExtensionContext level, Class<E> kind) {
    if (internals == null) {
      return List.of();
    }
    return internals.extensions(level, kind).stream().filter(each -> !isIdle(each)).toList();
  }

  /** Whether a test may have any that are not JUnit's. */
  boolean mayBeForeign(ExtensionContext test) {
    return internals == null
        || of(test, Extension.class).stream()
            .anyMatch(each -> !each.getClass().getName().startsWith(JUNITS));
  }

  private boolean isIdle(Extension extension) {
    if (extension instanceof HeddleExtension) {
      return true;
    }
    String name = extension.getClass().getName();
    return name.startsWith(BUILT_IN)
        && switch (name.substring(BUILT_IN.length())) {
          case "TempDirectory" -> !haveField(TempDir.class);
          case "AutoCloseExtension" -> !haveField(AutoClose.class);
          default -> true; // such as the one that times the test as a whole
        };
  }

  private boolean haveField(Class<? extends Annotation> annotation) {
    return classes.stream()
        .anyMatch(
            type ->
                !AnnotationSupport.findAnnotatedFields(
                        type, annotation, ModifierSupport::isNotStatic)
                    .isEmpty());
  }
}
