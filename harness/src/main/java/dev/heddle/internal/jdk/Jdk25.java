package dev.heddle.internal.jdk;

import java.util.Set;

/** The internals of JDK 25. */
class Jdk25 implements JdkInternals {
  @Override
  public int feature() {
    return 25;
  }

  @Override
  public Set<String> exported() {
    return Set.of("jdk.internal.misc", "jdk.internal.reflect", "jdk.internal.vm");
  }

  @Override
  public Set<String> opened() {
    return Set.of(
        "java.lang",
        "java.util",
        "java.util.concurrent",
        "java.util.concurrent.locks",
        "jdk.internal.vm");
  }

  @Override
  public VirtualThreads virtualThreads() {
    return new Jdk25VirtualThreads();
  }

  @Override
  public PlatformThreads platformThreads() {
    return new Jdk25PlatformThreads();
  }

  @Override
  public ThreadSnapshots snapshots() {
    return new Jdk25Snapshots();
  }

  @Override
  public ThreadLocalRandoms threadLocalRandoms() {
    return new Jdk25ThreadLocalRandoms();
  }

  @Override
  public ClassInitialisation classInitialisation() {
    return new Jdk25ClassInitialisation();
  }

  @Override
  public PoolInternals pools() {
    return new Jdk25Pools();
  }

  @Override
  public FutureInternals futures() {
    return new Jdk25Futures();
  }

  @Override
  public ObjectMemory memory() {
    return new Jdk25ObjectMemory();
  }

  @Override
  public Inspector inspector() {
    return new Jdk25Inspector();
  }
}
