package dev.heddle.specs.rules;

import static dev.heddle.Tasks.asCompleted;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.shield;
import static dev.heddle.Tasks.waitFor;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Several in the order of completion, and one behind a shield: R32, R33. */
class CompletionRulesTest extends PrintingTest {
  /** Futures come in the order of their completion. */
  @Test
  void r32aOrderOfCompletion() {
    run(
        loop -> {
          for (Task<Double> task : asCompleted(sleepers(0.375, 0.125, 0.25))) {
            print(task.result());
          }
        });
    printed(
        """
        0.125
        0.25
        0.375
        """);
  }

  /** Each one that is not done in time is a failure, and is not cancelled. */
  @Test
  void r32bTimeoutOfEachThatIsLeft() {
    run(
        loop -> {
          List<Task<Double>> tasks = sleepers(0.5, 0.125, 0.625);
          Iterator<Task<Double>> completed = asCompleted(tasks, seconds(0.25)).iterator();
          while (completed.hasNext()) {
            try {
              print(completed.next().result());
            } catch (Exception e) {
              print(e instanceof TimeoutException ? "TimeoutError" : e);
            }
          }
          print(tasks.stream().map(Task::isDone).toList(), gather(tasks).await());
        });
    printed(
        """
        0.125
        TimeoutError
        TimeoutError
        [False, True, False] [0.5, 0.125, 0.625]
        """);
  }

  /** One that failed comes in its turn like the others. */
  @Test
  void r32cFailedOnesComeInTheirTurn() {
    run(
        loop -> {
          List<Task<Double>> tasks = List.of(sleeper(0.375), sleeper(0.125), failing(0.25));
          for (Task<Double> task : asCompleted(tasks)) {
            print(task.exception() == null ? task.result() : repr(task.exception()));
          }
        });
    printed(
        """
        0.125
        ValueError('0.25')
        0.375
        """);
  }

  /** What comes is the very task that was given, and it is done. */
  @Test
  void r32dWhatComesIsTheTaskThatWasGiven() {
    run(
        loop -> {
          Task<Double> x = sleeper(0.25);
          Task<Double> y = sleeper(0.125);
          for (Task<Double> task : asCompleted(List.of(x, y))) {
            print(task == x ? "x" : "y", task.isDone(), task.await());
          }
        });
    printed(
        """
        y True 0.125
        x True 0.25
        """);
  }

  /** To cancel who awaits a shield does not cancel what is behind it. */
  @Test
  void r33aCancellingTheOuterLeavesTheInner() {
    run(
        loop -> {
          Task<Integer> inner =
              createTask(
                  () -> {
                    sleep(0.25);
                    print("inner finished");
                    return 1;
                  });
          Task<Integer> outer =
              createTask(
                  () -> {
                    try {
                      return shield(inner).await();
                    } catch (CancellationException e) {
                      print("outer cancelled; inner done:", inner.isDone(), inner.cancelling());
                      throw e;
                    }
                  });
          sleep(0.125);
          outer.cancel();
          Tasks.waitAll(List.of(outer));
          print(outer.isCancelled());
          print(inner.await());
        });
    printed(
        """
        outer cancelled; inner done: False 0
        True
        inner finished
        1
        """);
  }

  /** To cancel what is behind a shield cancels the shield. */
  @Test
  void r33bCancellingTheInnerCancelsTheOuter() {
    run(
        loop -> {
          Task<Double> inner = sleeper(1);
          LoopFuture<Double> shielded = shield(inner);
          yieldNow();
          inner.cancel();
          try {
            shielded.await();
          } catch (CancellationException e) {
            print(shielded.isCancelled(), inner.isCancelled(), currentTask().cancelling());
          }
        });
    printed("True True 0\n");
  }

  /** A shield takes one turn more than the task, and none if that is done: it is the task then. */
  @Test
  void r33cTurnsOfAShield() {
    run(
        loop -> {
          print("task", await(() -> createTask(() -> "v")));
          print("shield(task)", await(() -> shield(createTask(() -> "v"))));
          print("shield(coro)", await(() -> shield(Tasks.coroutine(() -> "v"))));
          Task<String> task = createTask(() -> "v");
          task.await();
          print("shield(done)", shield(task) == task);
        });
    printed(
        """
        task (2, 'v')
        shield(task) (3, 'v')
        shield(coro) (3, 'v')
        shield(done) True
        """);
  }

  /** A failure that comes when the shield is cancelled is that of the inner task alone. */
  @Test
  void r33dFailureAfterTheOuterWasCancelled() {
    run(
        loop -> {
          loop.setProblemHandler(problem -> print("handler:", problem.message()));
          Task<Double> inner = failing(0.25);
          Task<Double> outer = createTask(() -> waitFor(shield(inner), seconds(0.125)));
          print(outcome(outer));
          sleep(0.25);
          print(repr(inner.exception()));
        });
    printed(
        """
        timeout
        ValueError('0.25')
        """);
  }

  private static String outcome(Task<?> task) {
    try {
      return String.valueOf(task.await());
    } catch (Exception e) {
      return e instanceof TimeoutException ? "timeout" : e.toString();
    }
  }
}
