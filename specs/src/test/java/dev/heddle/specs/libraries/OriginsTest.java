package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.base.Preconditions;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.Policies;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two failures of a program that a library throws, from one line of its own, are two. */
class OriginsTest {
  /** Fails in one way if the first is not first, and in another if then the last is not last. */
  private static Void program(Loop loop) {
    List<Integer> order = new ArrayList<>();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      tasks.add(loop.createTask("task " + i, () -> order.add(number)));
    }
    Tasks.gather(tasks).await();
    if (order.get(0) == 2) {
      Preconditions.checkState(order.get(1) == 0, "the second");
    }
    Preconditions.checkState(order.get(0) == 0, "the first");
    return null;
  }

  /**
   * Shrinking keeps the failure that was found: 2, 1, 0 takes two deviations, and the other failure
   * only one.
   */
  @Test
  void shrinkingKeepsTheFailure() {
    Exploration<Void> found =
        Explorer.create().policies(seed -> Policies.lifo()).explore(OriginsTest::program);
    Throwable thrown = found.failure().thrown();
    assertInstanceOf(IllegalStateException.class, thrown);
    assertEquals("the second", thrown.getMessage());
    assertEquals(2, found.failure().schedule().deviations().size());
  }
}
