package dev.heddle.junit;

import static dev.heddle.junit.Kit.entries;
import static dev.heddle.junit.Kit.tokenOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.DivergedError;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A test that is run once more, by a token. */
class ReplayTest {
  /** The test that a token was made with, and edited ones. */
  static class Replayed {
    static int tasks = 2;

    @HeddleTest(schedules = 100)
    void test(Loop loop) {
      List<Integer> order = new ArrayList<>();
      List<Task<?>> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int number = i;
        all.add(loop.createTask(() -> order.add(number)));
      }
      Tasks.gather(all).await();
      if (tasks == 2) {
        assertEquals(0, order.get(0), "first");
      }
    }
  }

  /** After an edit the first divergence is named; as much as fits may be replayed. */
  @Test
  void replayOfAnEditedTest() {
    Replayed.tasks = 2;
    String token = tokenOf(Kit.failureOf(Replayed.class));
    Replayed.tasks = 3;
    try {
      Throwable failure = Kit.failureOf(Replayed.class, "heddle.replay", token);
      assertInstanceOf(DivergedError.class, failure);
      assertTrue(
          failure
              .getMessage()
              .contains("takes option 1 of 2, and the program offers, at step 1, 3"),
          failure.getMessage());
      List<String> entries =
          entries(Kit.run(Replayed.class, "heddle.replay", token, "heddle.replayWhatFits", "true"));
      assertTrue(
          entries.get(0).endsWith("0 of its 1 deviations matched before that."), entries.get(0));
      Replayed.tasks = 1;
      assertInstanceOf(DivergedError.class, Kit.failureOf(Replayed.class, "heddle.replay", token));
    } finally {
      Replayed.tasks = 2;
    }
  }
}
