package dev.heddle.internal.hook;

import dev.heddle.internal.jdk.Jdk;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the JDK's random values come from in a managed thread: from the thread's number in its
 * loop, and from what it drew before. So they are the same in every run and in every JVM, and what
 * one thread draws changes nothing for another.
 *
 * <p>They are no decisions, since a policy could never try all values of a {@code long}; no seed of
 * a policy changes them. Values that exploration is to vary come from {@code Loop.random()}.
 *
 * <p>The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014).
 */
public final class Randomness {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** Set apart what is drawn for different ends. */
  private static final long THREADS = 0x7468726561647321L;

  private static final long CLASSES = 0x636c617373657321L;

  /** How often the initialiser of a class has asked for a seed. */
  private static final ClassValue<AtomicLong> INITIALISERS =
      new ClassValue<>() {
        @Override
        protected AtomicLong computeValue(Class<?> type) {
          return new AtomicLong();
        }
      };

  private final long number;

  private long state;

  /** By the generator that all share; made when the first one is asked for. */
  private @Nullable WeakIdentityMap<Random> generators;

  /**
   * The randomness of a managed thread.
   *
   * @param number which one it is in its loop, from 1; 0: the loop's callbacks
   */
  public Randomness(long number) {
    this.number = number;
    this.state = mix(number);
  }

  /**
   * Seeds the {@code ThreadLocalRandom} of the thread, or of the carrier, before its first step.
   */
  public void seed(Thread thread) {
    Jdk.threadLocalRandoms().seed(thread, mix(THREADS + number));
  }

  /**
   * A seed for a new generator.
   *
   * <p>A class is initialised in one run only, in which the values after it would be others than in
   * the next: its initialiser has a sequence of its own, which depends on the class's name.
   */
  long seed() {
    Class<?> initialised = Jdk.classInitialisation().running();
    if (initialised != null) {
      long nth = INITIALISERS.get(initialised).getAndIncrement();
      return mix(CLASSES + mix(initialised.getName().hashCode()) + nth * GOLDEN_GAMMA);
    }
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** This thread's generator in place of one that all threads share, and all runs. */
  Random generatorFor(Random shared) {
    WeakIdentityMap<Random> known = generators;
    if (known == null) {
      known = new WeakIdentityMap<>();
      generators = known;
    }
    Random own = known.get(shared);
    if (own == null) {
      own = new Random(seed());
      known.put(shared, own);
    }
    return own;
  }

  /** Stafford's variant 13 of the finaliser. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
