package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a run does with the tasks that are left when its main task is done: R56. */
class ShutdownRulesTest extends PrintingTest {
  /** Tasks that are left are cancelled, and run their clean-up. */
  @Test
  void r56aLeftOverTaskIsCancelled() {
    String result =
        Loop.run(
            loop -> {
              task(
                  () -> {
                    try {
                      while (true) {
                        sleep(1);
                      }
                    } catch (CancellationException e) {
                      print("bg cancelled");
                      throw e;
                    } finally {
                      print("bg finally");
                    }
                  });
              sleep(0.125);
              print("main ends");
              return "result";
            });
    print(result);
    printed(
        """
        main ends
        bg cancelled
        bg finally
        result
        """);
  }

  /** Clean-up may wait; the run returns after it. */
  @Test
  void r56bCleanUpIsWaitedFor() {
    run(
        loop -> {
          task(
              () -> {
                try {
                  sleep(10);
                } finally {
                  print("cleanup starts");
                  sleep(0.25);
                  print("cleanup ends");
                }
              });
          yieldNow();
          print("main ends");
        });
    print("run returned");
    printed(
        """
        main ends
        cleanup starts
        cleanup ends
        run returned
        """);
  }

  /** When main fails, what is left is cancelled before the failure arrives. */
  @Test
  void r56cMainFails() {
    try {
      run(
          loop -> {
            task(
                () -> {
                  try {
                    sleep(10);
                  } catch (CancellationException e) {
                    print("bg cancelled first");
                    throw e;
                  }
                });
            yieldNow();
            throw new ValueError("from main");
          });
    } catch (ValueError e) {
      print(repr(e));
    }
    printed(
        """
        bg cancelled first
        ValueError('from main')
        """);
  }

  /** What fails while it is being cancelled is told. */
  @Test
  void r56dFailureDuringTheShutdownIsTold() {
    run(
        loop -> {
          loop.setProblemHandler(
              problem -> print("handler:", problem.kind(), repr(problem.exception())));
          task(
              () -> {
                try {
                  sleep(10);
                } catch (CancellationException e) {
                  throw new KeyError("in cleanup");
                }
              });
          yieldNow();
          print("main ends");
        });
    printed(
        """
        main ends
        handler: SHUTDOWN KeyError('in cleanup')
        """);
  }

  /** A task that takes no notice is waited for. */
  @Test
  void r56eTaskThatTakesNoNoticeIsWaitedFor() {
    run(
        loop -> {
          task(
              () -> {
                try {
                  sleep(10);
                } catch (CancellationException e) {
                  print("ignored");
                }
                sleep(0.25);
                print("finished anyway");
              });
          yieldNow();
        });
    print("run returned");
    printed(
        """
        ignored
        finished anyway
        run returned
        """);
  }

  /** A task that is created during the shutdown is not cancelled; it is told that it is pending. */
  @Test
  void r56fTaskCreatedDuringTheShutdown() {
    AtomicReference<Task<Void>> late = new AtomicReference<>();
    run(
        loop -> {
          loop.setProblemHandler(problem -> print("handler:", problem.kind()));
          task(
              () -> {
                try {
                  sleep(10);
                } finally {
                  late.set(createTask(this::late));
                  print("created late");
                }
              });
          yieldNow();
          print("main ends");
        });
    print("run returned; late done:", late.get().isDone());
    printed(
        """
        main ends
        created late
        late starts
        handler: LEFT_PENDING
        run returned; late done: False
        """);
  }

  private Void late() {
    print("late starts");
    sleep(1);
    print("never");
    return null;
  }

  /** What a task creates in the last turn is cancelled before it starts. */
  @Test
  void r56hTaskCreatedInTheLastTurnNeverStarts() {
    run(
        loop -> {
          task(
              () -> {
                task(() -> print("never"));
                print("spawner ran its first step");
              });
          print("main ends");
        });
    printed(
        """
        main ends
        spawner ran its first step
        """);
  }

  /** A main task that is cancelled makes the run throw that. */
  @Test
  void r56iCancelledMain() {
    try {
      run(
          loop -> {
            currentTask().cancel();
            yieldNow();
          });
    } catch (CancellationException e) {
      print("CancelledError from asyncio.run");
    }
    printed("CancelledError from asyncio.run\n");
  }
}
