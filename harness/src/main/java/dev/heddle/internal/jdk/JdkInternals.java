package dev.heddle.internal.jdk;

import java.util.Set;

/**
 * What the harness needs of the internals of one version of the JDK, part by part. The next version
 * is one more implementation.
 *
 * <p>A part is asked for once, after {@link #opened} is open. It fails if the JDK lacks what the
 * part needs, by any exception whose message says what; static initialisers may do that too.
 */
interface JdkInternals {
  /** The version of the JDK, such as 25. */
  int feature();

  /** Packages of {@code java.base} whose public types the parts use. */
  Set<String> exported();

  /** Packages of {@code java.base} whose private members the harness uses. */
  Set<String> opened();

  VirtualThreads virtualThreads() throws ReflectiveOperationException;

  PlatformThreads platformThreads() throws ReflectiveOperationException;

  ThreadSnapshots snapshots() throws ReflectiveOperationException;

  ThreadLocalRandoms threadLocalRandoms() throws ReflectiveOperationException;

  ClassInitialisation classInitialisation() throws ReflectiveOperationException;

  PoolInternals pools() throws ReflectiveOperationException;

  FutureInternals futures() throws ReflectiveOperationException;

  ObjectMemory memory() throws ReflectiveOperationException;

  Inspector inspector() throws ReflectiveOperationException;
}
