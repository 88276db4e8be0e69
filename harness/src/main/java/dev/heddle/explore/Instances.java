package dev.heddle.explore;

import dev.heddle.schedule.Policy;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes policies of the user's own by their class. */
final class Instances {
  private Instances() {}

  static Policy of(Class<? extends Policy> type, long seed) {
    try {
      try {
        Constructor<? extends Policy> bySeed = type.getDeclaredConstructor(long.class);
        bySeed.setAccessible(true);
        return bySeed.newInstance(seed);
      } catch (NoSuchMethodException e) {
        Constructor<? extends Policy> plain = type.getDeclaredConstructor();
        plain.setAccessible(true);
        return plain.newInstance();
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
}
