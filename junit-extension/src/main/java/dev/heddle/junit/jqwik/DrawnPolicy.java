package dev.heddle.junit.jqwik;

import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A policy by its name in {@link Policies#named}, with a seed, drawn by a property.
 *
 * @param name its name
 * @param seed of what it draws at random
 */
@API(status = Status.EXPERIMENTAL)
public record DrawnPolicy(String name, long seed) implements Drawn {
  @Override
  public Policy policy() {
    return Policies.named(name, seed);
  }

  @Override
  public String toString() {
    return "policy [" + name + "], seed " + seed;
  }
}
