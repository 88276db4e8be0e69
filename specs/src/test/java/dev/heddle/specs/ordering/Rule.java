package dev.heddle.specs.ordering;

import dev.heddle.junit.jqwik.DrawnSchedule;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An ordering rule, with a loop that breaks it.
 *
 * @param name a short name
 * @param sentence what holds
 * @param source where that is said
 * @param always whether it holds under every schedule, or in the default order only
 * @param check whether it holds
 * @param intact what it holds on: the loop as it is
 * @param broken in what respect a loop is broken on which it fails
 * @param world what the broken loop does
 * @param policy by what order the broken loop goes, given the one that was to be
 */
record Rule(
    String name,
    String sentence,
    String source,
    boolean always,
    Check check,
    Supplier<World> intact,
    String broken,
    Supplier<World> world,
    UnaryOperator<Policy> policy) {

  /** Whether it holds for a program under a schedule. */
  boolean holdsFor(List<Op> program, List<Integer> choices) {
    return check.holds(intact, program, () -> order(choices));
  }

  /** Whether the broken loop gets away with a program under a schedule. */
  boolean holdsOnBroken(List<Op> program, List<Integer> choices) {
    return check.holds(world, program, () -> policy.apply(order(choices)));
  }

  private Policy order(List<Integer> choices) {
    return always ? new DrawnSchedule(choices).policy() : Policies.fifo();
  }

  @Override
  public String toString() {
    return name;
  }
}
