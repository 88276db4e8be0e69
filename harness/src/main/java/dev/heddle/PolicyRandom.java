package dev.heddle;

import dev.heddle.internal.engine.Engine;
import java.util.random.RandomGenerator;

/** Random values that the policy chooses, so that they are searched, recorded and replayed. */
final class PolicyRandom implements RandomGenerator {
  private static final int CHUNK_BITS = 16;
  private static final int CHUNKS = Long.SIZE / CHUNK_BITS;
  private static final int DOUBLE_BITS = 53;

  private final Engine engine;

  PolicyRandom(Engine engine) {
    this.engine = engine;
  }

  /** Four decisions of 16 bits each. */
  @Override
  public long nextLong() {
    long value = 0;
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      value = (value << CHUNK_BITS) | value(1 << CHUNK_BITS);
    }
    return value;
  }

  /** Two decisions of 16 bits each. */
  @Override
  public int nextInt() {
    return (value(1 << CHUNK_BITS) << CHUNK_BITS) | value(1 << CHUNK_BITS);
  }

  /** One decision. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, and is " + bound + ".");
    }
    return value(bound);
  }

  /** One decision if the range is that of an int. */
  @Override
  public int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  /** One decision if the range is that of an int. */
  @Override
  public long nextLong(long bound) {
    return nextLong(0, bound);
  }

  /** One decision if the range is that of an int. */
  @Override
  public long nextLong(long origin, long bound) {
    long range = bound - origin;
    if (origin >= bound) {
      throw new IllegalArgumentException(
          "bound must be greater than origin, and they are " + bound + " and " + origin + ".");
    }
    return range > 0 && range <= Integer.MAX_VALUE
        ? origin + value((int) range)
        : RandomGenerator.super.nextLong(origin, bound);
  }

  /** One decision. */
  @Override
  public boolean nextBoolean() {
    return value(2) == 1;
  }

  /** Four decisions. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> (Long.SIZE - DOUBLE_BITS)) * 0x1.0p-53;
  }

  private int value(int bound) {
    engine.access.checkInside("random");
    return engine.decisions.value(bound);
  }
}
