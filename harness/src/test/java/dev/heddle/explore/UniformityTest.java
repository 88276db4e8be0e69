package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.internal.engine.LoopThread;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * URW draws every interleaving with the same probability, and SURW every one of the steps of
 * interest, also of programs that await what the loop itself signals. With a fixed seed; a draw
 * that is uniform would fail with a probability of one in 1,000.
 */
class UniformityTest {
  private static final int EACH = 200;

  /** How the main task waits for the others. */
  enum Awaits {
    EACH,
    ONE_GATHER,
    GATHER_OF_FIRST,
    GATHER_OF_EACH
  }

  /** The result is the order of the steps. */
  private static Loop.Body<String> steps(Awaits awaits, int... steps) {
    return loop -> {
      StringBuilder order = new StringBuilder();
      List<Task<String>> tasks = new ArrayList<>();
      for (int i = 0; i < steps.length; i++) {
        String letter = String.valueOf((char) ('a' + i));
        int number = steps[i];
        tasks.add(
            loop.createTask(
                letter,
                () -> {
                  for (int step = 0; step < number; step++) {
                    if (step > 0) {
                      Thread.yield();
                    }
                    order.append(letter);
                  }
                  return letter;
                }));
      }
      switch (awaits) {
        case EACH -> {}
        case ONE_GATHER -> Tasks.gather(tasks).await();
        case GATHER_OF_FIRST -> Tasks.gather(tasks.subList(0, 1)).await();
        case GATHER_OF_EACH -> {
          var all = tasks.stream().map(task -> Tasks.gather(List.of(task))).toList();
          all.forEach(gathered -> gathered.await());
        }
      }
      for (Task<String> task : tasks) {
        task.await();
      }
      return order.toString();
    };
  }

  private static double chiSquared(Policy policy, int interleavings, Loop.Body<String> program) {
    Map<String, Integer> seen = new TreeMap<>();
    int schedules = EACH * interleavings;
    LoopThread.call(
        Duration.ofSeconds(30),
        () -> {},
        () -> {
          for (int i = 0; i < schedules; i++) {
            policy.begin(i);
            seen.merge(Loop.builder().policy(unbegun(policy)).run(program), 1, Integer::sum);
          }
          return null;
        });
    assertEquals(interleavings, seen.size());
    return seen.values().stream().mapToDouble(n -> (double) (n - EACH) * (n - EACH) / EACH).sum();
  }

  /** The loop begins its policy as that of schedule 0, which is begun here. */
  private static Policy unbegun(Policy policy) {
    return decision -> policy.choose(decision);
  }

  private static void isUniform(Policy policy, int interleavings, Loop.Body<String> program) {
    double chiSquared = chiSquared(policy, interleavings, program);
    double freedom = interleavings - 1.0;
    // Wilson and Hilferty's approximation of the quantile of 0.999.
    double normal = 3.09;
    double third = 2 / (9 * freedom);
    double most = freedom * Math.pow(1 - third + normal * Math.sqrt(third), 3);
    assertTrue(chiSquared < most, "chi squared " + chiSquared + ", at most " + most);
  }

  /** 126 interleavings, whatever the loop has to signal in between. */
  @ParameterizedTest
  @EnumSource
  void urw(Awaits awaits) {
    isUniform(Policies.urw(1), 126, steps(awaits, 4, 5));
  }

  /** 210 interleavings of three. */
  @ParameterizedTest
  @EnumSource
  void urwOfThree(Awaits awaits) {
    isUniform(Policies.urw(2), 210, steps(awaits, 2, 2, 3));
  }

  /** All are of interest, and so is not what the loop does. */
  @ParameterizedTest
  @EnumSource
  void surw(Awaits awaits) {
    isUniform(Policies.surw(3, name -> true), 126, steps(awaits, 4, 5));
  }

  /** A random walk over decisions is not: the test would see it. */
  @Test
  void randomWalk() {
    assertTrue(chiSquared(Policies.random(1), 126, steps(Awaits.ONE_GATHER, 4, 5)) > 1_000);
  }
}
