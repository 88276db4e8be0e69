package dev.heddle.internal.agent;

import dev.heddle.internal.attach.Attachment;
import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.hook.HookSwitch;
import dev.heddle.internal.hook.PointSwitch;
import dev.heddle.internal.jdk.Jdk;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets the harness into this JVM, once. A JVM that refuses it is told of by the same words each
 * time: what a class initialiser throws, the JVM wraps at first and hides later.
 */
public final class Installation {
  /** Why the harness cannot work in this JVM; null if it can. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // not thrown itself: the cause of those that are
  private static final @Nullable UnsupportedJvmException REFUSAL = install();

  private Installation() {}

  private static @Nullable UnsupportedJvmException install() {
    try {
      Jdk.open();
      HeddleAgent.install(Attachment.instrumentation());
      HookSwitch.on();
      return null;
    } catch (UnsupportedJvmException e) {
      return e;
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof UnsupportedJvmException refusal) {
        return refusal;
      }
      throw e;
    }
  }

  /** Gives code under test its points, once. */
  private static final class PointInstallation {
    static {
      PointSwitch.require();
      HeddleAgent.get().beginPoints();
    }

    private PointInstallation() {}

    static void require() {
      // The static initialiser has done it.
    }
  }

  /** Whether somebody has asked which classes are loaded. */
  private static final AtomicBoolean ASKED = new AtomicBoolean();

  /**
   * The classes under test that are loaded since the last call and have no initialiser that tells
   * of them; at the first call all classes under test that are loaded.
   */
  public static List<Class<?>> takeLoaded() {
    return HeddleAgent.get().takeLoaded(ASKED.compareAndSet(false, true));
  }

  /** The classes of libraries that are loaded. */
  public static List<Class<?>> loadedOfLibraries() {
    return HeddleAgent.get().loadedOfLibraries();
  }

  /** Makes sure that code has scheduling points, too, that is not under test by itself. */
  public static void includePoints(List<String> names) {
    if (!names.isEmpty()) {
      HeddleAgent.get().include(names);
    }
  }

  /** Makes sure that code under test has scheduling points. */
  public static void requirePoints() {
    require();
    PointInstallation.require();
  }

  /**
   * Makes sure that the internals are as expected, that the agent is there, and that the JDK asks
   * the loops. Every loop calls it first.
   *
   * @throws UnsupportedJvmException if they are not, a new one each time
   */
  public static void require() {
    if (REFUSAL != null) {
      throw new UnsupportedJvmException(REFUSAL);
    }
  }
}
