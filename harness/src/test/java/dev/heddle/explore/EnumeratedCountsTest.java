package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.schedule.PointLevel;
import dev.heddle.verdict.Problem;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * An exhaustive search runs exactly the schedules that there are: the order in which a run is
 * cleaned up is none, nor is a run that deadlocks one that need not repeat.
 */
class EnumeratedCountsTest {
  private static final int PROGRAMS = 400;

  private static final long MOST = 2_000;

  /** Programs that deadlock in some orders, in all or in none, and that leave some of it. */
  @Test
  void searchAgreesWithAModel() {
    Random random = new Random(10);
    int deadlocking = 0;
    int leaving = 0;
    for (int n = 0; n < PROGRAMS; n++) {
      LockProgram program = LockProgram.draw(random);
      LockProgramModel model = LockProgramModel.of(program, MOST);
      if (model.schedules() >= MOST) {
        n--;
        continue;
      }
      Exploration<String> search =
          Explorer.create()
              .exhaustive()
              .points(PointLevel.NONE) // the model has none
              .tolerate(Problem.Kind.LEFT_RUNNING, Problem.Kind.LEFT_PENDING)
              .outcomes(program.body());
      long failed =
          search.outcomes().entrySet().stream()
              .filter(seen -> seen.getKey().isFailure())
              .mapToLong(seen -> seen.getValue().times())
              .sum();
      String told = program + ": " + search.outcomes();
      assertTrue(search.complete(), told);
      assertEquals(model.schedules(), search.schedules(), told);
      assertEquals(model.deadlocked(), failed, told);
      deadlocking += model.deadlocked() > 0 ? 1 : 0;
      leaving += program.joined().size() < program.threads().size() ? 1 : 0;
    }
    assertTrue(deadlocking > PROGRAMS / 4, "programs that deadlock: " + deadlocking);
    assertTrue(leaving > PROGRAMS / 8, "programs that leave threads: " + leaving);
  }

  private static void isOneSchedule(String outcome, Loop.Body<String> program) {
    Exploration<String> search = Explorer.create().exhaustive().outcomes(program);
    assertTrue(search.complete(), search::summary);
    assertEquals(1, search.schedules(), search::summary);
    assertTrue(search.outcomes().keySet().toString().startsWith(outcome), search::summary);
  }

  /** One thread that waits for ever. */
  @Test
  void loneLatch() {
    isOneSchedule(
        "[DeadlockError",
        loop -> {
          new CountDownLatch(1).await();
          return "";
        });
  }

  /** A program that passes and leaves tasks that are parked. */
  @Test
  void parkedTasks() {
    isOneSchedule(
        "[passed]",
        loop -> {
          for (int i = 0; i < 2; i++) {
            loop.createTask(() -> new LinkedBlockingQueue<>().take());
            Thread.sleep(1);
          }
          return "passed";
        });
  }

  /** A program that fails and leaves such. */
  @Test
  void parkedTasksOfAProgramThatFails() {
    isOneSchedule(
        "[IllegalStateException",
        loop -> {
          for (int i = 0; i < 2; i++) {
            loop.createTask(() -> new LinkedBlockingQueue<>().take());
            Thread.sleep(1);
          }
          throw new IllegalStateException("");
        });
  }

  /** A child that exits, while others are ready. */
  @Test
  void exitOfAChild() {
    isOneSchedule(
        "[ExitError",
        loop -> {
          Thread.sleep(1);
          loop.createTask(() -> new LinkedBlockingQueue<>().take());
          Thread.sleep(1);
          loop.createTask(
              () -> {
                System.exit(1);
              });
          Thread.sleep(1);
          return "";
        });
  }

  /** A task that is left and takes no notice of its end: by parking, and by sleeping on. */
  @Test
  void tasksThatDoNotEnd() {
    isOneSchedule(
        "[LivelockError",
        loop -> {
          loop.createTask(
              () -> {
                while (true) {
                  LockSupport.park();
                }
              });
          Thread.sleep(1);
          return "";
        });
    isOneSchedule(
        "[LivelockError",
        loop -> {
          loop.createTask(
              () -> {
                while (true) {
                  try {
                    Thread.sleep(1_000);
                  } catch (InterruptedException e) {
                    // goes on
                  }
                }
              });
          Thread.sleep(1);
          return "";
        });
  }

  /** A program that yields for ever. */
  @Test
  void yieldsForEver() {
    isOneSchedule(
        "[LivelockError",
        loop -> {
          while (true) {
            Thread.yield();
          }
        });
  }
}
