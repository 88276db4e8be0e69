package dev.heddle.specs.rules;

import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** To cancel a task: what is asked, and when it is delivered: R39, R40, R41. */
class CancelRulesTest extends PrintingTest {
  /** A task that is cancelled before its first step never runs. */
  @Test
  void r39aCancelBeforeTheFirstStep() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      print("never");
                    } finally {
                      print("never either");
                    }
                  });
          print(task.cancel(), task.isCancelled(), task.isDone());
          yieldNow();
          print(task.isCancelled(), task.isDone());
          awaitCancelled(task, "CancelledError");
        });
    printed(
        """
        True False False
        True True
        CancelledError
        """);
  }

  private void awaitCancelled(Task<?> task, String message) {
    try {
      task.await();
    } catch (CancellationException e) {
      print(message);
    }
  }

  /** A task that sleeps is woken by the request, in the next turn; a done one takes none. */
  @Test
  void r40aCancelDuringSleep() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      sleep(1);
                      print("never");
                    } catch (CancellationException e) {
                      print("cancelled in f");
                      throw e;
                    } finally {
                      print("finally");
                    }
                  });
          sleep(0.125);
          print(task.cancel(), task.isDone(), task.isCancelled(), task.cancelling());
          awaitCancelled(task, "main sees CancelledError");
          print(task.cancel(), task.isDone(), task.isCancelled(), task.cancelling());
        });
    printed(
        """
        True False False 1
        cancelled in f
        finally
        main sees CancelledError
        False True True 1
        """);
  }

  /** Requests are delivered in their order, behind what is ready. */
  @Test
  void r40bRequestsAreDeliveredInTheirOrder() {
    run(
        loop -> {
          List<Task<Void>> tasks =
              IntStream.range(0, 3)
                  .mapToObj(
                      n ->
                          task(
                              () -> {
                                try {
                                  sleep(1);
                                } catch (CancellationException e) {
                                  print("cancelled", n);
                                  throw e;
                                }
                              }))
                  .toList();
          yieldNow();
          loop.callSoon(() -> print("soon before"));
          tasks.get(2).cancel();
          tasks.get(0).cancel();
          loop.callSoon(() -> print("soon after"));
          tasks.get(1).cancel();
          print("main");
          Tasks.waitAll(tasks);
        });
    printed(
        """
        main
        soon before
        cancelled 2
        cancelled 0
        soon after
        cancelled 1
        """);
  }

  /** The clean-up of a cancelled task may wait; the task is cancelled when it is over. */
  @Test
  void r40cCleanUpMayWait() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      sleep(1);
                    } finally {
                      print("cleanup 1");
                      sleep(0.125);
                      print("cleanup 2");
                    }
                  });
          yieldNow();
          task.cancel();
          yieldNow();
          yieldNow();
          print("still cleaning:", task.isDone(), task.isCancelled());
          Tasks.waitAll(List.of(task));
          print(task.isCancelled());
        });
    printed(
        """
        cleanup 1
        still cleaning: False False
        cleanup 2
        True
        """);
  }

  /** Two requests before the first is delivered are delivered as one. */
  @Test
  void r41aTwoRequestsBeforeDelivery() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      try {
                        sleep(0.25);
                        print("slept", i);
                      } catch (CancellationException e) {
                        print("caught in", i, currentTask().cancelling());
                      }
                    }
                  });
          yieldNow();
          print(task.cancel(), task.cancel(), task.cancelling());
          task.await();
          print(task.isCancelled(), task.cancelling());
        });
    printed(
        """
        True True 2
        caught in 0 2
        slept 1
        slept 2
        False 2
        """);
  }

  /** A request during the clean-up interrupts the clean-up. */
  @Test
  void r41bRequestDuringTheCleanUp() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      try {
                        sleep(1);
                      } finally {
                        print("cleanup");
                        sleep(1);
                        print("never");
                      }
                    } catch (CancellationException e) {
                      print("second one", args(e));
                      throw e;
                    }
                  });
          yieldNow();
          task.cancel("one");
          sleep(0.125);
          task.cancel("two");
          Tasks.waitAll(List.of(task));
          print(task.isCancelled(), task.cancelling());
        });
    printed(
        """
        cleanup
        second one ('two',)
        True 2
        """);
  }
}
