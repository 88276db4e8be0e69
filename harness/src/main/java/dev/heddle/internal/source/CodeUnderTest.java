package dev.heddle.internal.source;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Says which classes are code under test, whose accesses can be scheduling points: those that are
 * compiled into a folder, or generated as the program runs, and belong neither to Heddle nor to a
 * framework for tests. Classes in jars are libraries: a call of one can be a point, and what is
 * inside cannot.
 */
public final class CodeUnderTest {
  private CodeUnderTest() {}

  /**
   * Whether a class is code under test.
   *
   * @param name the name of the class
   * @param domain where it comes from
   */
  public static boolean has(
      @Nullable ClassLoader loader, String name, @Nullable ProtectionDomain domain) {
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && !name.startsWith("jdk.proxy")
        && UsersCode.isUnderTest(name, domain);
  }

  /** Whether a class comes from a library: a jar that is neither Heddle's nor a framework's. */
  public static boolean isLibrary(Class<?> type) {
    return UsersCode.isInLibrary(type);
  }

  /** Whether a class is one of Heddle's. */
  public static boolean isOurs(Class<?> type) {
    return UsersCode.isOurs(type);
  }

  /** Whether a class is code under test. */
  public static boolean has(Class<?> type) {
    return has(type.getClassLoader(), type.getName(), type.getProtectionDomain());
  }
}
