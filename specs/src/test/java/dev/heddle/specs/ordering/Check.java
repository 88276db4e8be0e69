package dev.heddle.specs.ordering;

import dev.heddle.schedule.Policy;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Whether a rule holds for a program by a policy in a world. */
@FunctionalInterface
interface Check {
  boolean holds(Supplier<World> world, List<Op> program, Supplier<Policy> policy);

  /** Looks at one run. */
  static Check of(Predicate<Run> predicate) {
    return (world, program, policy) -> predicate.test(Run.of(world.get(), program, policy.get()));
  }
}
