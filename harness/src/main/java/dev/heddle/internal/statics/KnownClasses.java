package dev.heddle.internal.statics;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.hook.InitialiserHookInstaller;
import dev.heddle.internal.hook.InitialiserListener;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The classes under test that have static state, in the order in which they become known: all that
 * are loaded when the first search of this JVM begins, and others as they are initialised. Who
 * searches is told of the latter at once.
 */
final class KnownClasses {
  /** Weak, since tests come and go with class loaders of their own. Any thread. */
  private static final Queue<WeakReference<Class<?>>> ALL = new ConcurrentLinkedQueue<>();

  /** Is told of initialisers; null if nobody searches alone. */
  private static volatile @Nullable InitialiserListener search;

  static {
    InitialiserHookInstaller.listen(
        new InitialiserListener() {
          @Override
          public void begins(Class<?> type) {
            InitialiserListener told = search;
            if (told != null) {
              told.begins(type);
            }
          }

          @Override
          public void ended(Class<?> type) {
            add(type);
            InitialiserListener told = search;
            if (told != null) {
              told.ended(type);
            }
          }
        });
  }

  private KnownClasses() {}

  private static void add(Class<?> type) {
    if (!Layout.ofStatics(type).isEmpty()) {
      ALL.add(new WeakReference<>(type));
    }
  }

  /** From now on {@code told} is told; null: nobody. */
  static void tell(@Nullable InitialiserListener told) {
    search = told;
  }

  /** All that are known now. */
  static List<Class<?>> all() {
    takeLoaded();
    List<Class<?>> all = new ArrayList<>();
    for (WeakReference<Class<?>> each : ALL) {
      Class<?> type = each.get();
      if (type != null) {
        all.add(type);
      }
    }
    return all;
  }

  /** Those without an initialiser that are loaded since the last call. */
  static List<Class<?>> takeLoaded() {
    List<Class<?>> loaded = Installation.takeLoaded();
    loaded.forEach(KnownClasses::add);
    return loaded;
  }
}
