package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.gatherOutcomes;

import dev.heddle.Coroutine;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** To cancel what is gathered: R29. */
class GatherCancellationRulesTest extends PrintingTest {
  /** To cancel who gathers cancels the children, in the order of the arguments. */
  @Test
  void r29aCancellingTheAwaiterCancelsTheChildren() {
    run(
        loop -> {
          Task<Void> parent =
              task(
                  () -> {
                    try {
                      gather(IntStream.rangeClosed(1, 3).mapToObj(this::child).toList()).await();
                    } catch (CancellationException e) {
                      print("parent cancelled");
                      throw e;
                    }
                  });
          sleep(0.125);
          print(parent.cancel());
          try {
            parent.await();
          } catch (CancellationException e) {
            print("main: parent is", parent.isCancelled());
          }
        });
    printed(
        """
        True
        child 1 cancelled
        child 2 cancelled
        child 3 cancelled
        parent cancelled
        main: parent is True
        """);
  }

  private Coroutine<Void> child(int n) {
    return coro(
        () -> {
          try {
            sleep(1);
          } catch (CancellationException e) {
            print("child", n, "cancelled");
            throw e;
          }
        });
  }

  /** Who awaits goes on with the first child that is cancelled; on request with the last. */
  @Test
  void r29bSlowCleanUpOfAChild() {
    run(
        loop -> {
          cancelAndAwait("False", gather(slow(), quick()));
          cancelAndAwait("True", gatherOutcomes(List.of(slow(), quick())));
        });
    printed(
        """
        False True
        slow cleans up
        quick cancelled
        awaiter: CancelledError; gather.cancelled() = False
        slow done
        True True
        slow cleans up
        quick cancelled
        slow done
        awaiter: CancelledError; gather.cancelled() = False
        """);
  }

  private void cancelAndAwait(String returnExceptions, LoopFuture<?> all) {
    sleep(0.125);
    print(returnExceptions, all.cancel());
    try {
      all.await();
    } catch (CancellationException e) {
      print("awaiter: CancelledError; gather.cancelled() =", all.isCancelled());
    }
    sleep(0.5);
  }

  private Coroutine<Void> quick() {
    return coro(
        () -> {
          try {
            sleep(1);
          } catch (CancellationException e) {
            print("quick cancelled");
            throw e;
          }
        });
  }

  private Coroutine<Void> slow() {
    return coro(
        () -> {
          try {
            sleep(1);
          } catch (CancellationException e) {
            print("slow cleans up");
            sleep(0.25);
            print("slow done");
            throw e;
          }
        });
  }

  /** A child that is cancelled makes the whole fail, and cancels neither it nor the others. */
  @Test
  void r29cCancellingOneChild() {
    run(
        loop -> {
          List<Task<Integer>> tasks =
              IntStream.range(0, 3)
                  .mapToObj(
                      n ->
                          createTask(
                              () -> {
                                sleep(0.25);
                                print("child", n, "finished");
                                return n;
                              }))
                  .toList();
          LoopFuture<List<Integer>> all = gather(tasks);
          sleep(0.125);
          tasks.get(1).cancel();
          try {
            all.await();
          } catch (CancellationException e) {
            print("gather raises CancelledError", all.isCancelled(), currentTask().cancelling());
          }
          sleep(0.25);
          print(tasks.stream().map(Task::isCancelled).toList(), all.cancel());
        });
    printed(
        """
        gather raises CancelledError False 0
        child 0 finished
        child 2 finished
        [False, True, False] False
        """);
  }

  /** What was cancelled fails so, even if every child refuses to be. */
  @Test
  void r29dChildrenThatRefuseToBeCancelled() {
    run(
        loop -> {
          LoopFuture<List<String>> all = gather(stubborn(), stubborn());
          sleep(0.125);
          all.cancel();
          try {
            print(all.await());
          } catch (CancellationException e) {
            print("CancelledError although every child returned a value");
          }
        });
    printed(
        """
        refuse
        refuse
        CancelledError although every child returned a value
        """);
  }

  private Coroutine<String> stubborn() {
    return coroutine(
        () -> {
          try {
            sleep(1);
          } catch (CancellationException e) {
            print("refuse");
          }
          return "survived";
        });
  }
}
