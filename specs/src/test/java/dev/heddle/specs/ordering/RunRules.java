package dev.heddle.specs.ordering;

import dev.heddle.Tasks;

/** Whole runs. */
final class RunRules {
  private RunRules() {}

  static void write(Rules book) {
    book.add(
        "same-schedule-same-run",
        "The same program by the same schedule does the same.",
        "Heddle's design: determinism",
        (world, program, policy) ->
            Run.of(world.get(), program, policy.get())
                .events()
                .equals(Run.of(world.get(), program, policy.get()).events()),
        World::new,
        "sleeps for another time in every run",
        Worlds.Moody::new);
    book.add(
        "order-does-not-count",
        "Where the result does not depend on the order, it is the same under every schedule.",
        "Heddle's design: schedules reorder, and change nothing else",
        Check.of(run -> run.world() instanceof Worlds.Counting world && world.isRight(run)),
        Worlds.Counting::new,
        "loses an update when two interleave",
        () ->
            new Worlds.Counting() {
              @Override
              void ended() {
                int read = count;
                Tasks.yieldNow();
                count = read + 1;
              }
            });
  }
}
