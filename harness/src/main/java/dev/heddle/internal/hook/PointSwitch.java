package dev.heddle.internal.hook;

import dev.heddle.internal.attach.UnsupportedJvmException;
import java.lang.invoke.VarHandle;

/**
 * Switches the hooks of scheduling points on as long as a loop wants them. They are defined when
 * they are wanted first, as most JVMs need none. Any thread.
 */
public final class PointSwitch {
  private static final VarHandle ON = define();

  /** How many loops and searches want them. */
  private static int wanted;

  private PointSwitch() {}

  private static VarHandle define() {
    try {
      PointHookInstaller.install();
      PointHookInstaller.connect();
      return PointHookInstaller.onSwitch();
    } catch (ReflectiveOperationException e) {
      throw UnsupportedJvmException.lacks("room for a class in java.lang", e);
    }
  }

  /** Makes sure that the hooks are defined, for classes to call them. */
  public static void require() {
    // The static initialiser has done it.
  }

  /** A loop or a search begins that has points. */
  public static synchronized void begin() {
    if (wanted++ == 0) {
      ON.setVolatile(true);
    }
  }

  /** Such a loop or search has ended. */
  public static synchronized void end() {
    if (--wanted == 0) {
      ON.setVolatile(false);
    }
  }
}
