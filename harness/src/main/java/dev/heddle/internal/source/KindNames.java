package dev.heddle.internal.source;

import dev.heddle.internal.jdk.Jdk;
import org.jspecify.annotations.Nullable;

/** Names objects in traces and reports by their kind, as their identity differs between runs. */
public final class KindNames {
  /** How the words on a thread begin that waits to enter a monitor. */
  public static final String ENTERS_MONITOR = "waits to enter the monitor of ";

  private KindNames() {}

  /** The name of an object's kind. */
  public static String kind(Object object) {
    if (object instanceof Class<?> type) {
      return "class " + type.getSimpleName();
    }
    if (object instanceof Thread thread) {
      return "thread " + thread.getName();
    }
    if (Jdk.inspector().isTimer(object)) {
      return "Timer";
    }
    if (object.getClass().getName().startsWith("java.")) {
      return on(object);
    }
    String simple = object.getClass().getSimpleName();
    return simple.isEmpty() || simple.contains("$$Lambda") ? nameOf(object) : simple;
  }

  /** A synchronizer, monitor or thread by its class, since its identity differs between runs. */
  public static String on(@Nullable Object blocker) {
    if (blocker == null) {
      return "";
    }
    if (blocker instanceof Thread thread) {
      return "thread " + thread.getName();
    }
    Class<?> type = blocker.getClass();
    if (type.getSimpleName().equals("ConditionObject")) {
      return "Condition";
    }
    Class<?> outer = type.getEnclosingClass();
    return outer != null && type.getName().startsWith("java.")
        ? outer.getSimpleName()
        : nameOf(blocker);
  }

  /** The simple name of an object's class, or of the class that a lambda was written in. */
  public static String nameOf(Object object) {
    String name = object.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    String readable = lambda < 0 ? name : name.substring(0, lambda);
    return readable.substring(readable.lastIndexOf('.') + 1);
  }
}
