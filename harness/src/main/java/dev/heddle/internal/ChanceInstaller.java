package dev.heddle.internal;

import java.lang.invoke.MethodHandles;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link ChanceHooks} and connects it with the managed threads. */
final class ChanceInstaller {
  /** The internal name of the copy. */
  static final String NAME = "java/lang/HeddleChanceHooks";

  /** The copy, which {@link #connect} connects. */
  private static MethodHandles.@Nullable Lookup hooks;

  private ChanceInstaller() {}

  /** Defines the copy; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    hooks = HookCopy.define("ChanceHooks.class", NAME);
  }

  /** For {@link ThreadRandom}, which comes later. */
  @SuppressWarnings("UnusedCollectionModifiedInPlace") // for the sake of the generator
  static void connect() throws ReflectiveOperationException {
    Collections.shuffle(new ArrayList<>()); // makes its generator, which a loop must not seed
    MethodHandles.Lookup copy = Objects.requireNonNull(hooks);
    set(copy, "managed", BooleanSupplier.class, () -> here() != null);
    set(copy, "seed", LongUnaryOperator.class, ChanceInstaller::seed);
    set(
        copy,
        "standIn",
        UnaryOperator.class,
        (UnaryOperator<@Nullable Random>) ChanceInstaller::standIn);
    set(copy, "localInit", BooleanSupplier.class, ChanceInstaller::localInit);
  }

  private static <T> void set(MethodHandles.Lookup copy, String field, Class<T> type, T value)
      throws ReflectiveOperationException {
    copy.findStaticVarHandle(copy.lookupClass(), field, type).setVolatile(value);
  }

  private static @Nullable Scheduler here() {
    return Jdk.schedulerOf(Thread.currentThread());
  }

  private static long seed(long byJdk) {
    Scheduler scheduler = here();
    return scheduler == null ? byJdk : scheduler.randomness().seed();
  }

  private static @Nullable Random standIn(@Nullable Random shared) {
    Scheduler scheduler = here();
    if (scheduler == null
        || shared == null
        || (shared instanceof SecureRandom secure && !seedsItself(secure))) {
      return null;
    }
    return scheduler.randomness().standInFor(shared);
  }

  /**
   * Whether no program can know what a secure generator comes up with: it is one of the JDK's, and
   * a seed only adds to what it takes from the system. SHA1PRNG may be given all of its seed.
   */
  private static boolean seedsItself(SecureRandom generator) {
    Provider provider = generator.getProvider();
    if (provider == null || generator.getAlgorithm().equals("SHA1PRNG")) {
      return false;
    }
    ClassLoader loader = provider.getClass().getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static boolean localInit() {
    Scheduler scheduler = here();
    if (scheduler == null) {
      return false;
    }
    ThreadRandom.seed(Thread.currentThread(), scheduler.randomness());
    return true;
  }
}
