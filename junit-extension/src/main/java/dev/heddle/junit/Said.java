package dev.heddle.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What the annotations around a test say. {@link HeddleTest} and {@link Heddle} have the same
 * attributes, and are read by name, so that there is one way for both.
 */
final class Said {
  /** Nearest first. */
  private final List<Source> sources = new ArrayList<>();

  private record Source(Annotation annotation, AnnotatedElement where) {
    Value value(String attribute) {
      String name = "@" + annotation.annotationType().getSimpleName();
      return new Value(read(attribute), "'" + attribute + "' of " + name + " on [" + where + "]");
    }

    Object read(String attribute) {
      try {
        return annotation.annotationType().getMethod(attribute).invoke(annotation);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(annotation + " has no attribute " + attribute, e);
      }
    }

    boolean says(String attribute) {
      try {
        Object unsaid = annotation.annotationType().getMethod(attribute).getDefaultValue();
        return !Objects.deepEquals(read(attribute), unsaid);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(annotation + " has no attribute " + attribute, e);
      }
    }
  }

  /**
   * The value of an attribute.
   *
   * @param value the value
   * @param where which attribute of what that is, for messages
   */
  record Value(Object value, String where) {}

  private Said() {}

  /** Reads the annotations of the method, of its class, and of the classes around it. */
  static Said about(ExtensionContext context) {
    Said said = new Said();
    context.getTestMethod().ifPresent(said::add);
    context.getTestClass().ifPresent(said::add);
    List<Class<?>> enclosing = context.getEnclosingTestClasses();
    for (int i = enclosing.size() - 1; i >= 0; i--) {
      said.add(enclosing.get(i));
    }
    return said;
  }

  private void add(AnnotatedElement where) {
    for (Class<? extends Annotation> type : Arrays.asList(HeddleTest.class, Heddle.class)) {
      AnnotationSupport.findAnnotation(where, type)
          .ifPresent(annotation -> sources.add(new Source(annotation, where)));
    }
  }

  /** What the nearest annotation says that says anything. */
  Optional<Value> nearest(String attribute) {
    return sources.stream()
        .filter(source -> source.says(attribute))
        .findFirst()
        .map(source -> source.value(attribute));
  }

  /** What all of them say. */
  Stream<Object> all(String attribute) {
    return sources.stream().map(source -> source.read(attribute));
  }
}
