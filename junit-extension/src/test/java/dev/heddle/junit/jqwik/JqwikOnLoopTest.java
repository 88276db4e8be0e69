package dev.heddle.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tries that run on a loop, under what a property draws. */
class JqwikOnLoopTest {
  static class VirtualTime {
    @Property(tries = 20)
    @OnLoop
    void passes(@ForAll @IntRange(min = 1, max = 100) int hours, Clock clock, ExecutorService pool)
        throws Exception {
      Instant before = clock.instant();
      Future<Instant> after =
          pool.submit(
              () -> {
                Thread.sleep(Duration.ofHours(hours));
                return Instant.now();
              });
      assertEquals(before.plus(Duration.ofHours(hours)), after.get());
    }
  }

  /** A try runs in virtual time, with what {@code @HeddleTest} injects. */
  @Test
  void triesRunInVirtualTime() {
    JqwikKit.passes(1, VirtualTime.class);
  }

  /** What fails unless the tasks go in the default order. */
  static void inOrder(Loop loop) {
    List<Integer> order = new ArrayList<>();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      tasks.add(loop.createTask("task-" + i, () -> order.add(number)));
    }
    Tasks.gather(tasks).await();
    assertEquals(List.of(0, 1, 2, 3), order);
  }

  static class Order {
    @Property(edgeCases = EdgeCasesMode.FIRST)
    @OnLoop
    void isKept(@ForAll DrawnSchedule schedule, Loop loop) {
      inOrder(loop);
    }
  }

  /** The schedule shrinks to one deviation, and its token replays the failure outside of jqwik. */
  @Test
  void schedulesShrinkAndReplay() {
    Throwable failure = JqwikKit.failureOf(Order.class);

    String report = JqwikKit.report(failure);
    assertTrue(report.contains("with one change of order"), report);
    assertTrue(report.contains("before task-0"), report);
    Schedule schedule = Schedule.parse(JqwikKit.tokenOf(failure));
    assertEquals(1, schedule.deviations().size());
    Throwable again = null;
    try {
      Loop.builder()
          .policy(Policies.replay(schedule))
          .run(
              loop -> {
                inOrder(loop);
                return null;
              });
    } catch (AssertionError e) {
      again = e;
    }
    assertEquals(failure.getMessage(), String.valueOf(again == null ? null : again.getMessage()));
  }
}
