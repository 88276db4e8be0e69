package dev.heddle.internal.site;

import java.util.Collection;
import java.util.regex.Pattern;

/** The names by which a test includes and excludes code. */
public final class CodeNames {
  private static final Pattern NAME =
      Pattern.compile(
          "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
              + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*(\\.\\*)?");

  private CodeNames() {}

  /** Whether all are names of classes, or of packages with {@code .*} at the end. */
  public static boolean areNames(Collection<String> names) {
    return names.stream().allMatch(name -> NAME.matcher(name).matches());
  }

  /** Whether all are, and those of the JDK are of classes that it has. */
  public static boolean canBeIncluded(Collection<String> names) {
    return areNames(names)
        && names.stream().allMatch(name -> !name.startsWith("java.") || isInJdk(name));
  }

  private static boolean isInJdk(String name) {
    try {
      Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Whether one of these names names a class: its own name, that of a class around it, or its
   * package, which may have {@code .*} at the end.
   */
  public static boolean match(Collection<String> names, String type) {
    for (String name : names) {
      boolean matches =
          name.endsWith(".*")
              ? type.startsWith(name.substring(0, name.length() - 1))
              : type.equals(name) || type.startsWith(name + "$") || type.startsWith(name + ".");
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
