package dev.heddle.internal.statics;

import dev.heddle.internal.source.CodeUnderTest;
import java.lang.reflect.Field;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TimeZone;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are looked into: those of code under test, and data of the JDK, such as
 * collections, atomics and locks. Threads, executors, streams, class loaders and the like belong to
 * the JVM or to the outside. Objects of libraries are looked into only to tell what has changed:
 * they may stand for threads and connections, and half of them put back is worse than none.
 */
final class Reach {
  /** The packages of the JDK whose objects are data. */
  private static final Set<String> DATA =
      Set.of(
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.text");

  /** Data in other packages of the JDK. */
  private static final Set<String> DATA_IN_LANG =
      Set.of(
          "java.lang.AbstractStringBuilder", "java.lang.StringBuilder", "java.lang.StringBuffer");

  /** The objects of these classes, and of their subclasses, are no data. */
  private static final List<Class<?>> NO_DATA =
      List.of(
          Thread.class,
          ThreadGroup.class,
          ThreadLocal.class,
          ClassLoader.class,
          ThreadPoolExecutor.class,
          ForkJoinPool.class,
          Timer.class,
          Locale.class,
          Currency.class,
          TimeZone.class,
          ResourceBundle.class,
          ServiceLoader.class,
          Scanner.class);

  /** Whether the objects of a class stand for threads that wait. */
  private static final ClassValue<Boolean> WAITERS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isOfJdk(type)
              && type.getName().startsWith("java.util.concurrent.")
              && type.getEnclosingClass() != null
              && !AbstractOwnableSynchronizer.class.isAssignableFrom(type)
              && hasThread(type);
        }
      };

  private static boolean hasThread(Class<?> type) {
    for (Class<?> at = type; at != Object.class && at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getType() == Thread.class) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether objects of libraries are looked into. */
  private final boolean intoLibraries;

  /** What is known of classes. */
  private final Map<Class<?>, Boolean> known = new HashMap<>();

  /** The fields of objects, by class. */
  private final Map<Class<?>, Layout> layouts = new HashMap<>();

  Reach(boolean intoLibraries) {
    this.intoLibraries = intoLibraries;
  }

  /** Whether objects of a class, which is no array, are looked into. */
  boolean has(Class<?> type) {
    return known.computeIfAbsent(type, this::find);
  }

  /**
   * Whether an object stands for a thread that waits, in a queue of the JDK. Where that thread
   * stands cannot be put back, and so its place in the queue cannot.
   */
  static boolean isWaiter(@Nullable Object object) {
    return object != null && WAITERS.get(object.getClass());
  }

  private boolean find(Class<?> type) {
    if (!hasFieldsOf(type)
        || WAITERS.get(type)
        || NO_DATA.stream().anyMatch(base -> base.isAssignableFrom(type))) {
      return false;
    }
    return isOfJdk(type) ? !Executor.class.isAssignableFrom(type) : !extendsOurs(type);
  }

  /** A policy, say, is the search's: it must not begin again with each schedule. */
  private static boolean extendsOurs(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (CodeUnderTest.isOurs(at)) {
        return true;
      }
      for (Class<?> face : at.getInterfaces()) {
        if (extendsOurs(face)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the fields that a class declares are looked at, in its objects and in those below. */
  boolean hasFieldsOf(Class<?> type) {
    String name = type.getName();
    if (isOfJdk(type)) {
      return DATA.contains(type.getPackageName()) || DATA_IN_LANG.contains(name);
    }
    return CodeUnderTest.has(type)
        || name.startsWith("kotlin.")
        || (intoLibraries && CodeUnderTest.isLibrary(type));
  }

  private static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** The fields of the objects of a class. */
  Layout layout(Class<?> type) {
    Layout layout = layouts.get(type);
    if (layout == null) {
      layout = Layout.ofInstances(type, this);
      layouts.put(type, layout);
    }
    return layout;
  }
}
