package dev.heddle.junit.jqwik;

import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A seed drawn by a property: of a random walk over what could go next.
 *
 * @param value the number
 */
@API(status = Status.EXPERIMENTAL)
public record DrawnSeed(long value) implements Drawn {
  @Override
  public Policy policy() {
    return Policies.random(value);
  }

  @Override
  public String toString() {
    return "seed " + value;
  }
}
