package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.internal.core.StepBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what on steps count as steps without progress. */
class ProgressTest {
  /** Time that passes is progress, by a sleep, by code that takes time; so is an end. */
  @Test
  void whatIsProgress() {
    List<Long> after = new ArrayList<>();
    Loop.run(
        loop -> {
          StepBudget budget = loop.engine.budget;
          yields(budget, after);
          Tasks.sleep(Duration.ofNanos(1));
          yields(budget, after);
          Tasks.spend(Duration.ofNanos(1));
          yields(budget, after);
          Thread thread = Thread.startVirtualThread(() -> {});
          thread.join();
          yields(budget, after);
        });
    for (long steps : after) {
      assertTrue(steps >= 50 && steps < 60, after.toString());
    }
    assertEquals(4, after.size());
  }

  private static void yields(StepBudget budget, List<Long> after) {
    for (int i = 0; i < 50; i++) {
      Tasks.yieldNow();
    }
    after.add(budget.sinceProgress());
  }
}
