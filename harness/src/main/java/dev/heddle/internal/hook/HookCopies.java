package dev.heddle.internal.hook;

import dev.heddle.internal.attach.UnsupportedJvmException;

/** The copies of all templates of hooks, before they are switched on. */
public final class HookCopies {
  private HookCopies() {}

  /**
   * Defines them, before any class is edited; they do what the JDK does. {@code java.lang} has to
   * be open.
   */
  public static void define() {
    try {
      HookInstaller.install();
      PoolHookInstaller.install();
      RandomnessHookInstaller.install();
      FutureHookInstaller.install();
      InitialiserHookInstaller.install();
    } catch (ReflectiveOperationException e) {
      throw UnsupportedJvmException.lacks("room for a class in java.lang", e);
    }
  }

  /** From now on locks and executors tell their schedulers where they are taken and made. */
  public static void keepOrigins() {
    try {
      HookInstaller.keepOrigins();
      FutureHookInstaller.keepOrigins();
    } catch (ReflectiveOperationException e) {
      throw UnsupportedJvmException.lacks("a switch in a class of java.lang", e);
    }
  }
}
