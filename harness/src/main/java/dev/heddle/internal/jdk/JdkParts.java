package dev.heddle.internal.jdk;

import dev.heddle.internal.attach.Attachment;
import dev.heddle.internal.attach.UnsupportedJvmException;
import java.util.List;

/** The parts of {@link JdkInternals}, all of which work in this JVM. */
record JdkParts(
    VirtualThreads virtualThreads,
    PlatformThreads platformThreads,
    ThreadSnapshots snapshots,
    ThreadLocalRandoms threadLocalRandoms,
    ClassInitialisation classInitialisation,
    PoolInternals pools,
    FutureInternals futures,
    ObjectMemory memory,
    Inspector inspector) {

  @FunctionalInterface
  private interface Part<T> {
    T make() throws ReflectiveOperationException;
  }

  /**
   * The parts of the implementation for a version of the JDK.
   *
   * @param feature the version that runs
   * @param known one implementation for each version, the latest last
   * @throws UnsupportedJvmException if there is none for that version, if the harness cannot attach
   *     itself, or if a part is missing
   */
  static JdkParts open(int feature, List<? extends JdkInternals> known) {
    JdkInternals internals =
        known.stream()
            .filter(each -> each.feature() == feature)
            .findFirst()
            .orElseThrow(
                () ->
                    UnsupportedJvmException.version(
                        feature, known.get(known.size() - 1).feature()));
    Attachment.open(internals.exported(), internals.opened());
    return new JdkParts(
        part("virtual threads on a scheduler of their own", internals::virtualThreads),
        part("platform threads that another thread runs", internals::platformThreads),
        part("snapshots of threads", internals::snapshots),
        part("the state of ThreadLocalRandom", internals::threadLocalRandoms),
        part("a sign that a class is being initialised", internals::classInitialisation),
        part("the settings of fork-join pools", internals::pools),
        part("the results of futures", internals::futures),
        part("the memory of objects", internals::memory),
        part("the fields of synchronizers", internals::inspector));
  }

  private static <T> T part(String name, Part<T> part) {
    try {
      return part.make();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable cause = causeOf(e);
      throw UnsupportedJvmException.lacks(name + " (" + cause.getMessage() + ")", cause);
    }
  }

  /** What a static initialiser has failed with. */
  private static Throwable causeOf(Throwable e) {
    Throwable cause = e instanceof ExceptionInInitializerError ? e.getCause() : null;
    return cause == null ? e : cause;
  }
}
