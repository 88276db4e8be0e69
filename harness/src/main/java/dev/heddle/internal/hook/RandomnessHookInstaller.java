package dev.heddle.internal.hook;

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

/** Defines the copy of {@link RandomnessHooks} and connects it with the managed threads. */
final class RandomnessHookInstaller {
  /** Where edited classes call; defined before any class is edited. */
  private static @Nullable HookCopy copy;

  private RandomnessHookInstaller() {}

  /** Defines the copy, which does what the JDK does; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    copy = HookCopy.define(RandomnessHooks.class);
  }

  /** Says what the hooks are to do once they are switched on. */
  @SuppressWarnings("UnusedCollectionModifiedInPlace") // for the sake of the generator
  static void connect() throws ReflectiveOperationException {
    Collections.shuffle(new ArrayList<>()); // makes its generator, which a loop must not seed
    set("managed", BooleanSupplier.class, () -> Scheduler.current() != null);
    set("seed", LongUnaryOperator.class, RandomnessHookInstaller::seed);
    set(
        "generator",
        UnaryOperator.class,
        (UnaryOperator<@Nullable Random>) RandomnessHookInstaller::generator);
    set("localInit", BooleanSupplier.class, RandomnessHookInstaller::localInit);
  }

  private static <T> void set(String field, Class<T> type, T value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(copy).set(field, type, value);
  }

  private static long seed(long byJdk) {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? byJdk : scheduler.randomness().seed();
  }

  private static @Nullable Random generator(@Nullable Random shared) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null
        || shared == null
        || (shared instanceof SecureRandom secure && !seedsItself(secure))) {
      return null;
    }
    return scheduler.randomness().generatorFor(shared);
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
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null) {
      return false;
    }
    scheduler.randomness().seed(Thread.currentThread());
    return true;
  }
}
