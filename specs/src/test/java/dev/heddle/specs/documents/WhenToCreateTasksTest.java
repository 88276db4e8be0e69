package dev.heddle.specs.documents;

import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Claims of document 2 that no program of it shows. */
class WhenToCreateTasksTest extends PrintingTest {
  /** To gather schedules coroutine objects at once, even if nobody ever awaits the whole. */
  @Test
  void gatherSchedulesWithoutAnAwait() {
    run(
        loop -> {
          gather(coro(() -> print("scheduled")));
          print("gathered, not awaited");
          yieldNow();
          print("main goes on");
        });
    printed(
        """
        gathered, not awaited
        scheduled
        main goes on
        """);
  }

  /** Who creates a task moves on to something else while it runs. */
  @Test
  void creatorMovesOn() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    sleep(2);
                    print("task done after", loop.time().toSeconds(), "s");
                  });
          sleep(1);
          print("something else done after", loop.time().toSeconds(), "s");
          task.await();
        });
    printed(
        """
        something else done after 1 s
        task done after 2 s
        """);
  }

  /** A task also ends if something else is awaited for long enough, and is cut off if not. */
  @Test
  void taskEndsWhileSomethingElseIsAwaited() {
    for (double time : new double[] {2, 0.5}) {
      run(
          loop -> {
            task(
                () -> {
                  try {
                    sleep(1);
                    print("complete");
                  } catch (CancellationException e) {
                    print("cut off by the end of the run");
                    throw e;
                  }
                });
            sleep(time);
          });
    }
    printed(
        """
        complete
        cut off by the end of the run
        """);
  }
}
