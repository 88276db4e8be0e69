package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import dev.heddle.verdict.ExitError;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Exceptions of tasks, wrong awaits, the order of clean-up: R24, R25, R70. */
class ExceptionRulesTest extends PrintingTest {
  private static Void fail(String message) {
    throw new ValueError(message);
  }

  /** Everybody who awaits a task that failed gets the same exception object. */
  @Test
  void r24aEveryAwaiterGetsTheSameException() {
    run(
        loop -> {
          Task<Void> bad = createTask(() -> fail("x"));
          List<Throwable> caught = gather(caughtFrom(bad), caughtFrom(bad)).await();
          print(
              caught.get(0) == caught.get(1),
              caught.get(0) == bad.exception(),
              repr(caught.get(0)));
        });
    printed("True True ValueError('x')\n");
  }

  private static Coroutine<Throwable> caughtFrom(Task<?> task) {
    return Coroutine.of(
        () -> {
          try {
            task.await();
            throw new AssertionError("did not fail");
          } catch (ValueError e) {
            return e;
          }
        });
  }

  /** An exception that nobody has looked at is told: at the end, as nothing depends on garbage. */
  @Test
  void r24bExceptionThatNobodyLookedAtIsTold() {
    run(
        loop -> {
          loop.setProblemHandler(
              problem -> print("handler:", problem.kind(), repr(problem.exception())));
          Task<Void> task = createTask(() -> fail("x"));
          yieldNow();
          print("done, nobody looked:", task.isDone());
          Task<Void> lookedAt = createTask(() -> fail("y"));
          yieldNow();
          lookedAt.exception();
          loop.createFuture().setException(new KeyError("k"));
        });
    printed(
        """
        done, nobody looked: True
        handler: NEVER_RETRIEVED ValueError('x')
        handler: NEVER_RETRIEVED KeyError('k')
        """);
  }

  /** The exception of a task ends that task alone. */
  @Test
  void r24cOthersGoOn() {
    run(
        loop -> {
          Task<Void> bad =
              createTask(
                  () -> {
                    print("bad");
                    return fail("x");
                  });
          Task<Void> good =
              task(
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      print("good", i);
                      yieldNow();
                    }
                  });
          good.await();
          print(repr(bad.exception()));
        });
    printed(
        """
        bad
        good 0
        good 1
        good 2
        ValueError('x')
        """);
  }

  /** A task that exits ends the run, after the other tasks were cancelled. */
  @Test
  void r24dExitLeavesTheLoop() {
    try {
      run(
          loop -> {
            task(
                () -> {
                  try {
                    sleep(1);
                  } catch (CancellationException e) {
                    print("other cancelled by asyncio.run cleanup");
                    throw e;
                  }
                });
            Task<Void> bye = task(() -> System.exit(3));
            try {
              bye.await();
            } catch (CancellationException e) {
              print("main sees", "CancelledError");
            }
          });
    } catch (ExitError e) {
      print("SystemExit", e.status());
    }
    printed(
        """
        main sees CancelledError
        other cancelled by asyncio.run cleanup
        SystemExit 3
        """);
  }

  /** A task that awaits itself, or a future of another loop, fails where it does. */
  @Test
  void r25aWrongAwaitsFailInTheTaskThatAwaits() {
    try (Loop other = Loop.create()) {
      LoopFuture<Void> foreign = other.createFuture();
      run(
          loop -> {
            for (LoopFuture<?> wrong : List.of(currentTask(), foreign)) {
              try {
                wrong.await();
              } catch (IllegalStateException e) {
                print(start(e));
              }
            }
          });
    }
    printed(
        """
        Task Task-1 awaits itself.
        Task Task-1 awaits a future of another loop
        """);
  }

  /** Clean-up goes from the inside to the outside. */
  @Test
  void r70aFinallyBlocksRunFromTheInside() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      middle();
                    } finally {
                      print("a finally");
                    }
                  });
          yieldNow();
          task.cancel();
          Tasks.waitAll(List.of(task));
          print(task.isCancelled());
        });
    printed(
        """
        c finally
        b except
        b finally
        a finally
        True
        """);
  }

  private void middle() {
    try {
      try {
        sleep(1);
      } finally {
        print("c finally");
      }
    } catch (CancellationException e) {
      print("b except");
      throw e;
    } finally {
      print("b finally");
    }
  }

  /** What closes a resource may itself wait while the task is being cancelled. */
  @Test
  void r70bClosingAResourceMayWait() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    print("enter");
                    SlowlyClosed resource = new SlowlyClosed();
                    try (resource) {
                      sleep(1);
                    }
                  });
          yieldNow();
          task.cancel();
          Tasks.waitAll(List.of(task));
          print(task.isCancelled());
        });
    printed(
        """
        enter
        exit
        exit done
        True
        """);
  }

  private final class SlowlyClosed implements AutoCloseable {
    @Override
    public void close() {
      print("exit");
      sleep(0.125);
      print("exit done");
    }
  }
}
