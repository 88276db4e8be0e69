package dev.heddle.internal.jdk;

import dev.heddle.internal.attach.UnsupportedJvmException;
import java.util.List;

/**
 * The entrance to the internals of the JDK that runs. Its first use attaches the harness to the
 * JVM, if need be, and checks everything that the harness needs.
 */
public final class Jdk {
  /** A record, since the compiler of the JVM takes the fields of one for constants. */
  private static final JdkParts PARTS =
      JdkParts.open(Runtime.version().feature(), List.of(new Jdk25()));

  private Jdk() {}

  /**
   * Makes sure that the harness can use the JDK's internals, and that they are as expected.
   *
   * @throws ExceptionInInitializerError the first time that an {@link UnsupportedJvmException} says
   *     why not
   */
  public static void open() {
    // The static initialiser has done it.
  }

  public static VirtualThreads virtualThreads() {
    return PARTS.virtualThreads();
  }

  public static PlatformThreads platformThreads() {
    return PARTS.platformThreads();
  }

  public static ThreadSnapshots snapshots() {
    return PARTS.snapshots();
  }

  public static ThreadLocalRandoms threadLocalRandoms() {
    return PARTS.threadLocalRandoms();
  }

  public static ClassInitialisation classInitialisation() {
    return PARTS.classInitialisation();
  }

  public static PoolInternals pools() {
    return PARTS.pools();
  }

  public static FutureInternals futures() {
    return PARTS.futures();
  }

  public static ObjectMemory memory() {
    return PARTS.memory();
  }

  public static Inspector inspector() {
    return PARTS.inspector();
  }
}
