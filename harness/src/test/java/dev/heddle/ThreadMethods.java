package dev.heddle;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds every method of the JDK's concurrency packages that tells of a thread or takes one. */
final class ThreadMethods {
  /** A thread, an array of them, or a collection of them; not a type that is nested in Thread. */
  private static final Pattern THREAD = Pattern.compile("java\\.lang\\.Thread(?![\\w$.(])");

  /** The thread that it tells of is a virtual one, or the caller's own. */
  private static final Set<String> OTHERS = Set.of("Thread.startVirtualThread(Runnable)");

  private ThreadMethods() {}

  /** The methods, each as {@code Type.name(parameters)}. */
  static Set<String> find() throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>(List.of(Thread.class, ThreadGroup.class));
    TimedMethods.addPublic(types, "java.util.concurrent");
    TimedMethods.addPublic(types, "java.util.concurrent.locks");
    Set<String> found = new TreeSet<>();
    for (Class<?> type : types) {
      Arrays.stream(type.getDeclaredMethods())
          .filter(ThreadMethods::isForPrograms)
          .filter(ThreadMethods::isOfThreads)
          .map(TimedMethods::nameOf)
          .forEach(found::add);
    }
    found.removeAll(OTHERS);
    return found;
  }

  private static boolean isForPrograms(Method method) {
    int access = Modifier.PUBLIC | Modifier.PROTECTED;
    return (method.getModifiers() & access) != 0 && !method.isSynthetic();
  }

  private static boolean isOfThreads(Method method) {
    return Stream.concat(
            Stream.of(method.getGenericReturnType()),
            Arrays.stream(method.getGenericParameterTypes()))
        .anyMatch(type -> THREAD.matcher(type.getTypeName() + " ").find());
  }
}
