package dev.heddle.internal.jdk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** By the fields of {@code Thread}. */
final class Jdk25ThreadLocalRandoms implements ThreadLocalRandoms {
  private static final VarHandle SEED;
  private static final VarHandle PROBE;
  private static final VarHandle SECONDARY_SEED;

  static {
    try {
      MethodHandles.Lookup in = Handles.in(Thread.class);
      SEED = in.findVarHandle(Thread.class, "threadLocalRandomSeed", long.class);
      PROBE = in.findVarHandle(Thread.class, "threadLocalRandomProbe", int.class);
      SECONDARY_SEED = in.findVarHandle(Thread.class, "threadLocalRandomSecondarySeed", int.class);
    } catch (ReflectiveOperationException e) {
      throw Handles.missing(e);
    }
  }

  @Override
  public void seed(Thread thread, long seed) {
    SEED.set(thread, seed);
    SECONDARY_SEED.set(thread, (int) (seed >>> Integer.SIZE) | 1);
    PROBE.set(thread, PROBE_OF_MANAGED);
  }
}
