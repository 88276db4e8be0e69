package dev.heddle.specs.libraries;

import java.net.URL;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library and what is run of it.
 *
 * @param name what it is called
 * @param type one of its classes
 * @param programs programs that use it
 */
record Library(String name, Class<?> type, List<Program> programs) {
  private static final Pattern JAR = Pattern.compile(".*-(\\d[^/]*)\\.jar");

  /** All of them, in the order of the alphabet. */
  static List<Library> all() {
    return List.of(
        AwaitilityTest.LIBRARY,
        CaffeineTest.LIBRARY,
        DisruptorTest.LIBRARY,
        FailsafeTest.LIBRARY,
        GuavaTest.LIBRARY,
        JcToolsTest.LIBRARY,
        KotlinTest.LIBRARY,
        MutinyTest.LIBRARY,
        NettyTest.LIBRARY,
        QuartzTest.LIBRARY,
        ReactorTest.LIBRARY,
        Resilience4jTest.LIBRARY,
        RxJavaTest.LIBRARY,
        SpringTest.LIBRARY);
  }

  /** The version of its jar. */
  String version() {
    URL jar = type.getProtectionDomain().getCodeSource().getLocation();
    Matcher version = JAR.matcher(jar.getPath());
    if (!version.matches()) {
      throw new IllegalStateException(name + " does not come from a jar with a version: " + jar);
    }
    return version.group(1);
  }
}
