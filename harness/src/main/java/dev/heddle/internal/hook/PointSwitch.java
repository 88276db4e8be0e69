package dev.heddle.internal.hook;

import dev.heddle.internal.attach.UnsupportedJvmException;
import java.lang.invoke.VarHandle;

/** Switches the hooks of scheduling points on as long as a loop wants them. Any thread. */
public final class PointSwitch {
  private static final VarHandle ON = variable();

  /** How many loops and searches want them. */
  private static int wanted;

  private PointSwitch() {}

  private static VarHandle variable() {
    try {
      return PointHookInstaller.onSwitch();
    } catch (ReflectiveOperationException e) {
      throw UnsupportedJvmException.lacks("a switch in a class of java.lang", e);
    }
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
