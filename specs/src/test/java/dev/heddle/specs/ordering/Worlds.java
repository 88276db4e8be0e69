package dev.heddle.specs.ordering;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.specs.ordering.Event.What;
import java.util.concurrent.atomic.AtomicInteger;

/** Worlds and orders that more than one rule needs, or that need more than one line. */
final class Worlds {
  private Worlds() {}

  static Policy lastFirst(Policy policy) {
    return Policies.lifo();
  }

  static Policy lastTimerFirst(Policy policy) {
    return decision -> {
      int option = decision.size() - 1;
      boolean tie = decision.kind(0) == Decision.Kind.TIMER;
      while (tie && decision.kind(option) != Decision.Kind.TIMER) {
        option--;
      }
      return tie ? option : 0;
    };
  }

  /** Waits until nobody else is left. */
  static void drain(World world) {
    while (world.loop.allTasks().size() > 1) {
      world.sleep(1);
    }
  }

  /** Counts the tasks that end, and waits for all of them. */
  static class Counting extends World {
    int count;

    @Override
    void ended() {
      count++;
    }

    @Override
    void end() {
      drain(this);
    }

    boolean isRight(Run run) {
      boolean partial =
          run.hasFailed()
              || run.verdict() != null
              || !run.all(What.FAIL).isEmpty()
              || !run.all(What.CANCEL).isEmpty();
      return partial || count == run.tasks();
    }
  }

  /** Remembers how many runs there were. */
  static final class Moody extends World {
    static final AtomicInteger RUNS = new AtomicInteger();

    private final int mood = RUNS.incrementAndGet() % 2;

    @Override
    void sleep(int millis) {
      super.sleep(millis + mood);
    }
  }
}
