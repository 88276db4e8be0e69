package dev.heddle.internal.memory;

import dev.heddle.internal.site.Site;
import dev.heddle.internal.site.Site.Mode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Looks up how threads see the field that a site names. */
final class FieldModes {
  private FieldModes() {}

  /**
   * Looks it up, without initialising a class.
   *
   * @param loader of the class that has the site
   */
  static Mode modeOf(Site site, @Nullable ClassLoader loader) {
    try {
      for (Class<?> type = Class.forName(site.owner, false, loader);
          type != null;
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (field.getName().equals(site.member)
              && field.getType().descriptorString().equals(site.descriptor)) {
            return modeOf(field.getModifiers());
          }
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      return Mode.PLAIN; // the program will fail at it by itself
    }
    return Mode.FINAL; // a constant of an interface
  }

  private static Mode modeOf(int modifiers) {
    return Modifier.isFinal(modifiers)
        ? Mode.FINAL
        : Modifier.isVolatile(modifiers) ? Mode.VOLATILE : Mode.PLAIN;
  }
}
