package dev.heddle.internal.attach;

import org.jspecify.annotations.Nullable;

/**
 * Tells a JVM that is too old to load the rest of the harness. It and its callers are compiled for
 * Java 8, so that such a JVM says in words what it would otherwise say as a class file version.
 */
public final class OldJvm {
  private static final int NEEDED = 25;

  private OldJvm() {}

  /** Why this JVM cannot load the harness, and the remedy; null if it can. */
  public static @Nullable String refusal() {
    return refusal(System.getProperty("java.specification.version"));
  }

  /** As {@link #refusal()}, of the version of Java that a JVM says: {@code 1.8}, {@code 17}. */
  static @Nullable String refusal(String specification) {
    String release = specification.startsWith("1.") ? specification.substring(2) : specification;
    if (Integer.parseInt(release) >= NEEDED) {
      return null;
    }
    return "Heddle needs JDK 25, and this is JDK "
        + release
        + " ("
        + System.getProperty("java.home")
        + "). Run the tests on a JDK 25:\n"
        + "  Maven:  <jvm>/path/to/jdk-25/bin/java</jvm> in the <configuration> of"
        + " maven-surefire-plugin,\n"
        + "          or the goal select-jdk-toolchain of maven-toolchains-plugin with"
        + " <version>[25,26)</version>\n"
        + "  Gradle: java { toolchain { languageVersion = JavaLanguageVersion.of(25) } }";
  }
}
