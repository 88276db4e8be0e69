package dev.heddle.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What the annotations around a test say. {@link HeddleTest} and {@link Heddle} have the same
 * attributes, and are read by name, so that there is one way for both.
 */
final class Said {
  /** Nearest first. */
  private final List<Source> sources = new ArrayList<>();

  private record Source(Annotation annotation, AnnotatedElement where) {
    SettingValue value(String attribute) {
      String name = "@" + annotation.annotationType().getSimpleName();
      String place = "'" + attribute + "' of " + name + " on [" + where + "]";
      Object value = read(attribute);
      return value.getClass().isArray() ? onlyOne(value, place) : new SettingValue(value, place);
    }

    private static SettingValue onlyOne(Object array, String place) {
      Object[] values =
          IntStream.range(0, Array.getLength(array)).mapToObj(i -> Array.get(array, i)).toArray();
      if (values.length > 1) {
        throw new SettingValue(Arrays.asList(values), place).wrong("one value", null);
      }
      return new SettingValue(values[0], place);
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
  Optional<SettingValue> nearest(String attribute) {
    return sources.stream()
        .filter(source -> source.says(attribute))
        .findFirst()
        .map(source -> source.value(attribute));
  }

  /** Whether the nearest annotation that says anything says yes. */
  boolean isSet(String attribute) {
    return nearest(attribute).map(value -> (boolean) value.value()).orElse(false);
  }

  /**
   * Whether an attribute is said for other tests: by a class that has some that say one of {@code
   * others}.
   */
  boolean isForOthers(String attribute, List<String> others) {
    AnnotatedElement where =
        sources.stream().filter(source -> source.says(attribute)).findFirst().orElseThrow().where;
    return where instanceof Class<?> type && saysBelow(type, others);
  }

  private static boolean saysBelow(Class<?> type, List<String> attributes) {
    Stream<AnnotatedElement> methods =
        ReflectionSupport.streamMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN)
            .map(method -> method);
    Stream<Class<?>> nested = ReflectionSupport.streamNestedClasses(type, each -> true);
    return methods.anyMatch(method -> says(method, attributes))
        || nested.anyMatch(each -> says(each, attributes) || saysBelow(each, attributes));
  }

  private static boolean says(AnnotatedElement where, List<String> attributes) {
    Said said = new Said();
    said.add(where);
    return said.sources.stream().anyMatch(source -> attributes.stream().anyMatch(source::says));
  }

  /** What all of them say. */
  Stream<Object> all(String attribute) {
    return sources.stream().map(source -> source.read(attribute));
  }
}
