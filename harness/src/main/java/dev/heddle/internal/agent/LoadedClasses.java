package dev.heddle.internal.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The classes under test that were loaded and have no initialiser that would tell of them. As they
 * are loaded there is no more than their name. Any thread.
 */
final class LoadedClasses {
  private record Name(WeakReference<ClassLoader> loader, String name) {}

  private final Queue<Name> names = new ConcurrentLinkedQueue<>();

  /** A class is about to be loaded. */
  void add(ClassLoader loader, String name) {
    names.add(new Name(new WeakReference<>(loader), name));
  }

  /** Those that were loaded since the last call, and are still there. */
  List<Class<?>> take() {
    if (names.isEmpty()) {
      return List.of();
    }
    List<Class<?>> taken = new ArrayList<>();
    for (Name next = names.poll(); next != null; next = names.poll()) {
      Class<?> type = find(next);
      if (type != null) {
        taken.add(type);
      }
    }
    return taken;
  }

  /** Null if it could not be loaded after all, or not by its name, or is there no more. */
  private static @Nullable Class<?> find(Name loaded) {
    ClassLoader loader = loaded.loader().get();
    try {
      return loader == null ? null : Class.forName(loaded.name(), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
