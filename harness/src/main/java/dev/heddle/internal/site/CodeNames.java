package dev.heddle.internal.site;

import java.util.Collection;

/** The names by which a test includes and excludes code. */
public final class CodeNames {
  private CodeNames() {}

  /**
   * Whether one of these names names a class: its own name, that of a class around it, or its
   * package with {@code .*} at the end.
   */
  public static boolean match(Collection<String> names, String type) {
    for (String name : names) {
      boolean matches =
          name.endsWith(".*")
              ? type.startsWith(name.substring(0, name.length() - 1))
              : type.equals(name) || type.startsWith(name + "$");
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
