package dev.heddle.internal.jdk;

/** The state of {@code ThreadLocalRandom}, which each thread has. */
public interface ThreadLocalRandoms {
  /**
   * The probe of every managed thread, by which {@code ThreadLocalRandom} tells one. Code of the
   * JDK that has other threads at its side shares out work by probes; the threads of a carrier have
   * one in common.
   */
  int PROBE_OF_MANAGED = 0x6865646c;

  /** Before a thread's first step in a loop, or the carrier's. */
  void seed(Thread thread, long seed);
}
