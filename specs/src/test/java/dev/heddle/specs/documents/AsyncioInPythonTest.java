package dev.heddle.specs.documents;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import dev.heddle.verdict.DeadlockError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Claims of document 3 that no program of it shows. */
class AsyncioInPythonTest extends PrintingTest {
  /** A loop without jobs rests until the next timer: no iteration is taken, and time jumps. */
  @Test
  void loopRestsUntilTheNextTimer() {
    run(
        loop -> {
          long before = loop.iteration();
          Tasks.sleep(Duration.ofDays(1));
          print(loop.time().toHours(), "hours,", loop.iteration() - before, "iterations");
        });
    printed("24 hours, 2 iterations\n");
  }

  /** One without timers would rest for ever: that is a deadlock, found at once. */
  @Test
  void loopWithoutTimersWouldRestForEver() {
    try (Loop loop = Loop.create()) {
      assertThrows(DeadlockError.class, loop::runForever);
    }
  }

  /** A run makes the loop, runs it and closes it: nobody else has to. */
  @Test
  void runManagesItsLoop() {
    AtomicReference<Loop> kept = new AtomicReference<>();
    run(
        loop -> {
          kept.set(loop);
          print(loop.isRunning(), loop.isClosed());
        });
    print(kept.get().isRunning(), kept.get().isClosed());
    printed(
        """
        True False
        False True
        """);
  }

  /** The loop holds a task that is ready: it runs, however much garbage is collected meanwhile. */
  @Test
  void taskWithoutReferencesAlwaysRuns() {
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            createTask(body(() -> print("hello")));
            System.gc();
          });
    }
    printed(
        """
        hello
        hello
        hello
        """);
  }

  /** Awaiting a task that is done adds no callback and gives way to nobody. */
  @Test
  void awaitingADoneTaskAddsNoCallback() {
    run(
        loop -> {
          Task<Integer> task = createTask(() -> 1);
          yieldNow();
          loop.callSoon(() -> print("callback"));
          print("callbacks:", task.callbackCount(), "result:", task.await());
        });
    printed(
        """
        callbacks: 0 result: 1
        callback
        """);
  }

  /** A task that is done schedules its callbacks for the next iteration, in the order of adding. */
  @Test
  void doneTaskSchedulesItsCallbacks() {
    run(
        loop -> {
          Task<Long> task = createTask(loop::iteration);
          task.addDoneCallback(
              t -> print("first,", loop.iteration() - task.result(), "iteration later"));
          task.addDoneCallback(
              t -> print("second,", loop.iteration() - task.result(), "iteration later"));
          print("resumed,", -task.await() + loop.iteration(), "iteration later");
        });
    printed(
        """
        first, 1 iteration later
        second, 1 iteration later
        resumed, 1 iteration later
        """);
  }

  /**
   * To await a coroutine object takes no iteration; to await a task goes up to the loop: two
   * iterations.
   */
  @Test
  void awaitingATaskGoesUpToTheLoop() {
    run(
        loop -> {
          print("coroutine:", iterations(() -> coro(() -> {}).await()), "iterations");
          print("task:", iterations(() -> task(() -> {}).await()), "iterations");
        });
    printed(
        """
        coroutine: 0 iterations
        task: 2 iterations
        """);
  }

  /** What counts as slow is a step, not a task: a task of many short steps is never told. */
  @Test
  void slowIsAStepNotATask() {
    run(
        Loop.builder().debug(true).problems(problem -> print(problem.message())),
        loop -> {
          for (int i = 0; i < 10; i++) {
            block(0.0625);
            yieldNow();
          }
          print("ten short steps,", loop.time().toMillis(), "ms");
          block(0.125);
        });
    printed(
        """
        ten short steps, 625 ms
        Executing Task-1 took 0.125 seconds
        """);
  }
}
