package dev.heddle.internal.memory;

import dev.heddle.internal.site.Site;
import dev.heddle.internal.site.Site.Mode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Looks up the field that a site names, and how threads see it. */
final class FieldModes {
  private FieldModes() {}

  /** How threads see the field of a site, which is looked up without initialising a class. */
  static Mode modeOf(Site site) {
    Mode known = site.mode();
    if (known != null) {
      return known;
    }
    Field field = fieldOf(site, site.loader);
    return field == null
        ? site.keep(Mode.PLAIN, site.owner)
        : site.keep(modeOf(field.getModifiers()), field.getDeclaringClass().getName());
  }

  /** The field; null if there is none, and then the program will fail at it by itself. */
  static @Nullable Field fieldOf(Site site, @Nullable ClassLoader loader) {
    try {
      return find(Class.forName(site.owner, false, loader), site);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** In the order of the Java Virtual Machine Specification, section 5.4.3.2. */
  private static @Nullable Field find(Class<?> type, Site site) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(site.member)
          && field.getType().descriptorString().equals(site.descriptor)) {
        return field;
      }
    }
    for (Class<?> implemented : type.getInterfaces()) {
      Field field = find(implemented, site);
      if (field != null) {
        return field;
      }
    }
    Class<?> parent = type.getSuperclass();
    return parent == null ? null : find(parent, site);
  }

  private static Mode modeOf(int modifiers) {
    return Modifier.isFinal(modifiers)
        ? Mode.FINAL
        : Modifier.isVolatile(modifiers) ? Mode.VOLATILE : Mode.PLAIN;
  }
}
