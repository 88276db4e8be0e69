package dev.heddle.internal.search;

import dev.heddle.internal.settings.Format;
import dev.heddle.internal.settings.UnknownValueException;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Which policy decides.
 *
 * @param name as it is written
 * @param isOneObject whether it is one object, which can serve one thread
 * @param bySeed makes it
 */
public record PolicyChoice(String name, boolean isOneObject, LongFunction<Policy> bySeed) {
  /** The policy of a search that says nothing else. */
  public static final PolicyChoice PORTFOLIO =
      new PolicyChoice("portfolio", false, Policies::portfolio);

  static final Format<PolicyChoice> FORMAT =
      new Format<>("the name of a policy", PolicyChoice::named, choice -> true);

  /**
   * A policy by its name in {@link Policies#named}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PolicyChoice named(String name) {
    try {
      Policies.named(name, 0);
    } catch (IllegalArgumentException e) {
      throw new UnknownValueException(e);
    }
    String written = name.strip().toLowerCase(Locale.ROOT);
    return new PolicyChoice(written, false, seed -> Policies.named(written, seed));
  }

  /** This very object. */
  public static PolicyChoice object(Policy object) {
    return new PolicyChoice(object.toString(), true, seed -> object);
  }

  /** A policy by its seed. */
  public static PolicyChoice bySeed(LongFunction<Policy> bySeed) {
    return new PolicyChoice("by seed", false, bySeed);
  }

  /**
   * A policy by its class, which has a constructor that takes a {@code long}, the seed, or nothing.
   *
   * @throws IllegalArgumentException if it has neither, or that fails
   */
  public static PolicyChoice ofClass(Class<? extends Policy> type) {
    instance(type, 0);
    return new PolicyChoice(type.getName(), false, seed -> instance(type, seed));
  }

  private static Policy instance(Class<? extends Policy> type, long seed) {
    try {
      try {
        return accessible(type.getDeclaredConstructor(long.class)).newInstance(seed);
      } catch (NoSuchMethodException e) {
        return accessible(type.getDeclaredConstructor()).newInstance();
      }
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Policy [" + type.getName() + "] could not be made: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "Policy ["
              + type.getName()
              + "] has no constructor that takes a long, its seed, or nothing; or it is abstract, or"
              + " an inner class.",
          e);
    }
  }

  private static <T> Constructor<T> accessible(Constructor<T> constructor) {
    constructor.setAccessible(true);
    return constructor;
  }

  @Override
  public String toString() {
    return name;
  }
}
