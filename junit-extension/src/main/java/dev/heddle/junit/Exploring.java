package dev.heddle.junit;

import dev.heddle.explore.Explorer;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * In which schedules a test is to be run.
 *
 * @param schedules how many at most
 * @param exhaustive whether all there are
 * @param maxDeviations how many deviations each has at most
 * @param time for how long at most
 * @param policy by name
 * @param policyClass by class; null: by name
 * @param seed of what is drawn at random
 * @param threads on how many threads
 * @param acceptIncomplete whether an exhaustive search may end before its time
 */
record Exploring(
    OptionalLong schedules,
    boolean exhaustive,
    OptionalInt maxDeviations,
    Optional<Duration> time,
    Optional<String> policy,
    @Nullable Class<? extends Policy> policyClass,
    long seed,
    int threads,
    boolean acceptIncomplete) {
  /** Whether there is to be more than one run. */
  boolean isSearch() {
    return schedules.isPresent() || exhaustive || maxDeviations.isPresent() || time.isPresent();
  }

  /** Whether all schedules that there are, or all within a bound, are to be run. */
  boolean wantsAll() {
    return exhaustive || maxDeviations.isPresent();
  }

  /** The policy of a single run; null: the default order. */
  @Nullable Policy policyOfOneRun() {
    if (policyClass != null) {
      return made(policyClass);
    }
    return policy.isPresent() ? Policies.named(policy.get(), seed) : null;
  }

  /** Of a class that {@link Explorer#policy(Class)} has taken. */
  private Policy made(Class<? extends Policy> type) {
    try {
      try {
        return accessible(type.getDeclaredConstructor(long.class)).newInstance(seed);
      } catch (NoSuchMethodException e) {
        return accessible(type.getDeclaredConstructor()).newInstance();
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Policy [" + type.getName() + "] could not be made.", e);
    }
  }

  private static <T> Constructor<T> accessible(Constructor<T> constructor) {
    constructor.setAccessible(true);
    return constructor;
  }

  /** Describes the search. */
  Explorer explorer() {
    Explorer explorer =
        Explorer.create().seed(seed).threads(threads).acceptIncomplete(acceptIncomplete);
    policy.ifPresent(explorer::policy);
    if (policyClass != null) {
      explorer.policy(policyClass);
    }
    if (exhaustive) {
      explorer.exhaustive();
    }
    maxDeviations.ifPresent(explorer::maxDeviations);
    schedules.ifPresent(explorer::schedules);
    time.ifPresent(explorer::time);
    return explorer;
  }
}
