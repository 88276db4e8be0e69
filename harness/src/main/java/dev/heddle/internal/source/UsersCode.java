package dev.heddle.internal.source;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user's code from other code on a stack, by where its classes come from. Other code is:
 * the modules of the JDK; Heddle's own jars, or the folders of their classes; and jars of test
 * frameworks, of libraries for assertions and mocks, and of other languages' run-time. Classes in
 * any other folder are the user's, whatever their names; so are those in any other jar, which may
 * be the program under test.
 */
final class UsersCode {
  /** One class of each of Heddle's jars, by name, as this class must not depend on them. */
  private static final List<String> OF_OUR_JARS =
      List.of("dev.heddle.Loop", "dev.heddle.junit.HeddleTest");

  /** Packages of frameworks, if they are in jars. */
  private static final List<String> FRAMEWORKS =
      List.of(
          "org.junit.",
          "junit.",
          "org.opentest4j.",
          "net.jqwik.",
          "org.assertj.",
          "org.hamcrest.",
          "com.google.common.truth.",
          "org.mockito.",
          "net.bytebuddy.",
          "org.springframework.test.",
          "kotlin.",
          "kotlinx.coroutines.",
          "groovy.",
          "org.codehaus.groovy.",
          "org.apache.groovy.",
          "org.spockframework.",
          "scala.",
          "org.jacoco.");

  /** Of these, packages of collections and the like, whose objects programs share. */
  private static final List<String> DATA = List.of("kotlin.collections.", "scala.collection.");

  private static final String OURS = "dev.heddle.";

  private static final String JAR = ".jar";

  /** How the places of the JDK's own modules begin, of which the application loads some. */
  private static final String RUNTIME = "jrt:";

  /** The names of the JDK's modules. */
  private static final Set<String> JDK =
      ModuleLayer.boot().configuration().modules().stream()
          .filter(module -> module.reference().location().toString().contains("jrt:"))
          .map(module -> module.name())
          .collect(Collectors.toUnmodifiableSet());

  /** Where our classes come from. */
  private static final Set<String> OUR_PLACES = ourPlaces();

  /** What is known of classes of our packages and of frameworks. */
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private UsersCode() {}

  private static Set<String> ourPlaces() {
    Set<String> places = new HashSet<>();
    for (String name : OF_OUR_JARS) {
      Class<?> type = find(name);
      String place = type == null ? null : place(type);
      if (place != null) {
        places.add(place);
      }
    }
    return places;
  }

  private static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name, false, UsersCode.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** The jar or folder of a class; null if that is not known, as of a generated one. */
  private static @Nullable String place(Class<?> type) {
    return place(type.getProtectionDomain());
  }

  private static @Nullable String place(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null
        ? null
        : source.getLocation().toExternalForm();
  }

  /** Whether a frame of a stack trace is the user's. */
  static boolean has(StackTraceElement frame) {
    return has(frame.getModuleName(), frame.getClassName(), UsersCode::isUsers);
  }

  private static boolean has(@Nullable String module, String name, Predicate<String> isUsers) {
    if (isOfJdk(module)) {
      return false;
    }
    if (!name.startsWith(OURS) && !isFramework(name)) {
      return true;
    }
    Boolean known = KNOWN.get(name);
    if (known == null) {
      known = isUsers.test(name);
      KNOWN.put(name, known);
    }
    return known;
  }

  private static boolean isUsers(String name) {
    Class<?> type = find(name);
    return type == null ? !isFramework(name) : isUsers(type);
  }

  /** Whether a frame of the user's is of a class that is in no jar, as of the project at hand. */
  static boolean hasInFolder(StackTraceElement frame) {
    if (!has(frame)) {
      return false;
    }
    Class<?> type = find(frame.getClassName());
    String place = type == null ? null : place(type);
    return place == null || !place.endsWith(JAR);
  }

  /**
   * Whether a class is code under test: what is compiled into a folder, or generated, and neither
   * ours nor a framework's. A jar is a library.
   */
  static boolean isUnderTest(String name, @Nullable ProtectionDomain domain) {
    String place = place(domain);
    return place == null
        ? !isFramework(name) && !name.startsWith(OURS)
        : !OUR_PLACES.contains(place) && !place.endsWith(JAR) && !place.startsWith(RUNTIME);
  }

  /** Whether a class is in a jar that is neither ours nor a framework's. */
  static boolean isInLibrary(Class<?> type) {
    String place = place(type);
    return place != null
        && place.endsWith(JAR)
        && !OUR_PLACES.contains(place)
        && (!isFramework(type.getName()) || isData(type.getName()));
  }

  private static boolean isData(String name) {
    return DATA.stream().anyMatch(name::startsWith);
  }

  /** Whether a class is one of Heddle's. */
  static boolean isOurs(Class<?> type) {
    return type.getName().startsWith(OURS) && OUR_PLACES.contains(String.valueOf(place(type)));
  }

  /** Whether a frame of the calling thread is the user's. */
  static boolean has(StackWalker.StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return has(type.getModule().getName(), frame.getClassName(), name -> isUsers(type));
  }

  /** The module of proxies is made as the program runs. */
  private static boolean isOfJdk(@Nullable String module) {
    return module != null && (JDK.contains(module) || module.startsWith("jdk.proxy"));
  }

  private static boolean isFramework(String name) {
    for (String packages : FRAMEWORKS) {
      if (name.startsWith(packages)) {
        return true;
      }
    }
    return false;
  }

  /** Of a class of our packages or of those of a framework. */
  private static boolean isUsers(Class<?> type) {
    String place = place(type);
    if (place == null) {
      return !isFramework(type.getName());
    }
    return !OUR_PLACES.contains(place) && (type.getName().startsWith(OURS) || !place.endsWith(JAR));
  }
}
