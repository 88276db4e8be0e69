package dev.heddle.internal.hook;

import java.security.SecureRandom;
import java.security.SecureRandomParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/** A template, as {@link Hooks} is one, for the random values of the JDK. */
@NullUnmarked
final class RandomnessHooks {
  /** Whether the calling thread is managed. */
  static BooleanSupplier managed;

  /** The seed of a generator that got none; what the JDK came up with outside of a loop. */
  static LongUnaryOperator seed;

  /** The calling thread's own generator in place of one that the whole JVM shares; null outside. */
  static UnaryOperator<Random> generator;

  /** Seeds the calling thread's own generator; false: it is not managed. */
  static BooleanSupplier localInit;

  private RandomnessHooks() {}

  private static boolean managed() {
    return Hooks.mayBeInLoop() && managed.getAsBoolean();
  }

  /** Told what the JDK would take as a seed. */
  public static long seed(long byJdk) {
    return Hooks.mayBeInLoop() ? seed.applyAsLong(byJdk) : byJdk;
  }

  /** Told which generator {@code Math.random} and {@code Collections.shuffle} would ask. */
  public static Random generator(Random shared) {
    Random own = Hooks.mayBeInLoop() ? generator.apply(shared) : null;
    return own == null ? shared : own;
  }

  /** Asked first by {@code ThreadLocalRandom.localInit}: was it done? */
  public static boolean localInit() {
    return Hooks.mayBeInLoop() && localInit.getAsBoolean();
  }

  /** Replaces {@code Thread.threadId()} where it is a seed. */
  public static long threadId(Thread thread) {
    return managed() ? 0 : thread.threadId();
  }

  /** Asked first by {@code SecureRandom.nextBytes}: were they filled in? */
  public static boolean nextBytes(SecureRandom generator, byte[] bytes) {
    Random own = generator(generator);
    if (own == generator) {
      return false;
    }
    own.nextBytes(bytes);
    return true;
  }

  /** Asked first by {@code SecureRandom.nextBytes} with parameters, which only a DRBG takes. */
  public static boolean nextBytes(
      SecureRandom generator, byte[] bytes, SecureRandomParameters parameters) {
    return parameters != null
        && generator.getAlgorithm().equals("DRBG")
        && nextBytes(generator, bytes);
  }

  /** Asked first by {@code SecureRandom.generateSeed}; null: not a managed thread. */
  public static byte[] generateSeed(SecureRandom generator, int count) {
    if (count < 0 || !managed()) {
      return null;
    }
    byte[] bytes = new byte[count];
    return nextBytes(generator, bytes) ? bytes : null;
  }

  /** Told in which order a set of two would go. */
  public static boolean reverse(boolean byJdk) {
    return byJdk && !managed();
  }

  /** Asked first by {@code Set12.iterator}; null: no other order than the JDK's. */
  public static Iterator<?> pair(Object first, Object second, Object none) {
    return second != none && managed() ? List.of(first, second).iterator() : null;
  }

  /** Asked first by {@code SetN.iterator}; null: not a managed thread. */
  public static Iterator<?> elements(Object[] table) {
    if (!managed()) {
      return null;
    }
    List<Object> elements = new ArrayList<>(table.length);
    for (Object element : table) {
      if (element != null) {
        elements.add(element);
      }
    }
    return Collections.unmodifiableList(elements).iterator();
  }

  /** Asked first by {@code MapN.entrySet().iterator}; null: not a managed thread. */
  public static Iterator<?> entries(Object[] table) {
    if (!managed()) {
      return null;
    }
    List<Object> entries = new ArrayList<>(table.length / 2);
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != null) {
        entries.add(Map.entry(table[i], Objects.requireNonNull(table[i + 1])));
      }
    }
    return Collections.unmodifiableList(entries).iterator();
  }
}
