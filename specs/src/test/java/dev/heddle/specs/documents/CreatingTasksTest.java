package dev.heddle.specs.documents;

import static dev.heddle.Tasks.createTask;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import org.junit.jupiter.api.Test;

/** Claims of document 1 that no program of it shows. */
class CreatingTasksTest extends PrintingTest {
  private static String fetch(double time, String result) {
    sleep(time);
    return result;
  }

  /** Two calls of a second each take two seconds, two tasks take one. */
  @Test
  void callsAddUpAndTasksOverlap() {
    run(
        loop -> {
          fetch(1, "a");
          fetch(1, "b");
          print("calls:", loop.time().toSeconds(), "s");
        });
    run(
        loop -> {
          Task<String> a = createTask(() -> fetch(1, "a"));
          Task<String> b = createTask(() -> fetch(1, "b"));
          a.await();
          b.await();
          print("tasks:", loop.time().toSeconds(), "s");
        });
    printed(
        """
        calls: 2 s
        tasks: 1 s
        """);
  }

  /**
   * A task is scheduled for the iteration after its creation; "immediately" is too early by a step.
   */
  @Test
  void taskStartsInTheNextTurn() {
    run(
        loop -> {
          long created = loop.iteration();
          Task<Long> started = createTask(loop::iteration);
          print("started", started.await() - created, "iteration later");
        });
    printed("started 1 iteration later\n");
  }

  /** Results come in the order of the awaits, whichever task was done first. */
  @Test
  void resultsComeInTheOrderOfTheAwaits() {
    for (double first : new double[] {1, 3}) {
      run(
          loop -> {
            Task<String> a = createTask(() -> fetch(first, "a"));
            Task<String> b = createTask(() -> fetch(2, "b"));
            print(a.await(), b.await(), loop.time().toSeconds(), "s");
          });
    }
    printed(
        """
        a b 2 s
        a b 3 s
        """);
  }

  /** Done is not only who has finished: who has failed or was cancelled is done too. */
  @Test
  void failedAndCancelledTasksAreDone() {
    run(
        loop -> {
          Task<Void> failed =
              task(
                  () -> {
                    throw new ValueError("x");
                  });
          Task<Void> cancelled = task(() -> sleep(1));
          cancelled.cancel();
          sleep(0);
          print(failed.isDone(), failed.isCancelled(), repr(failed.exception()));
          print(cancelled.isDone(), cancelled.isCancelled());
        });
    printed(
        """
        True False ValueError('x')
        True True
        """);
  }

  /** Where a loop may be run inside itself, a run inside a task drives the very same loop. */
  @Test
  void nestedRunUsesTheSameLoop() {
    run(
        Loop.builder().nested(true),
        loop -> {
          boolean same = Loop.run(inner -> inner == loop);
          print(same);
        });
    printed("True\n");
  }
}
