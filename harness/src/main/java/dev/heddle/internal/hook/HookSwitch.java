package dev.heddle.internal.hook;

import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.jdk.Jdk;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Connects the hooks with the harness, and switches them on: last, and all at once. Until then
 * edited classes do what the JDK does.
 *
 * <p>No hook may need a class whose initialiser runs. Else a thread of the JVM, which comes through
 * a hook with a lock held, waits for that initialiser, which in turn may need the lock: the
 * collector's thread holds those of reference queues. So everything that hooks need is initialised
 * before the switch, and no hook knows this class, whose initialiser turns it. {@code Jdk}
 * initialises the classes of its parts.
 */
public final class HookSwitch {
  private static final List<Class<?>> NEEDED =
      List.of(
          Jdk.class,
          Scheduler.class,
          World.class,
          Carrier.class,
          BackedThread.class,
          FirstDraws.class,
          WeakIdentityMap.class,
          Randomness.class,
          RealTime.class,
          RealMonitors.class,
          HookInstaller.class,
          PoolHookInstaller.class,
          RandomnessHookInstaller.class,
          FutureHookInstaller.class,
          InitialiserHookInstaller.class,
          CoroutineCopy.class);

  static {
    try {
      for (Class<?> type : NEEDED) {
        MethodHandles.lookup().ensureInitialized(type);
      }
      HookInstaller.connect();
      PoolHookInstaller.connect();
      RandomnessHookInstaller.connect();
      FutureHookInstaller.connect();
      InitialiserHookInstaller.connect();
      HookInstaller.rehearse();
      HookInstaller.switchOn();
    } catch (ReflectiveOperationException e) {
      throw UnsupportedJvmException.lacks(String.valueOf(e.getMessage()), e);
    }
  }

  private HookSwitch() {}

  /** Makes sure that the hooks are switched on. */
  public static void on() {
    // The static initialiser has done it.
  }
}
