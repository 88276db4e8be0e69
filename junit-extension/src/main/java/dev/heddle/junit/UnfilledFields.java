package dev.heddle.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Finds fields that an extension has filled in JUnit's own instance, and not in that of a run. */
final class UnfilledFields {
  private UnfilledFields() {}

  /** Their names; both lists are of the same classes, outermost first. */
  static List<String> in(List<Object> ofJUnit, List<Object> ofRun) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < ofRun.size(); i++) {
      for (Class<?> type = ofRun.get(i).getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (isFilled(field, ofJUnit.get(i)) && !isFilled(field, ofRun.get(i))) {
            names.add(type.getSimpleName() + "." + field.getName());
          }
        }
      }
    }
    return names;
  }

  private static boolean isFilled(Field field, Object instance) {
    try {
      if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
        return false;
      }
      field.setAccessible(true);
      return field.get(instance) != null;
    } catch (IllegalAccessException | RuntimeException e) {
      return false; // a class of a module that hides it, such as the JDK's
    }
  }
}
