package dev.heddle.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The state of {@code ThreadLocalRandom}, which is in fields of the thread. */
public final class ThreadRandom {
  /**
   * The probe of every managed thread, by which {@code ThreadLocalRandom} tells one. Code of the
   * JDK that has other threads at its side shares out work by probes; the threads of a carrier have
   * one in common.
   */
  static final int PROBE_OF_MANAGED = 0x6865646c;

  private static final VarHandle SEED;
  private static final VarHandle PROBE;
  private static final VarHandle SECONDARY_SEED;

  static {
    Jdk.open();
    try {
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      SEED = in.findVarHandle(Thread.class, "threadLocalRandomSeed", long.class);
      PROBE = in.findVarHandle(Thread.class, "threadLocalRandomProbe", int.class);
      SECONDARY_SEED = in.findVarHandle(Thread.class, "threadLocalRandomSecondarySeed", int.class);
    } catch (ReflectiveOperationException e) {
      throw Jdk.unsupported(String.valueOf(e.getMessage()), e);
    }
  }

  private ThreadRandom() {}

  /** Before a thread's first step in a loop, or the carrier's. */
  public static void seed(Thread thread, Randomness randomness) {
    long seed = randomness.threadSeed();
    SEED.set(thread, seed);
    SECONDARY_SEED.set(thread, (int) (seed >>> Integer.SIZE) | 1);
    PROBE.set(thread, PROBE_OF_MANAGED);
  }
}
