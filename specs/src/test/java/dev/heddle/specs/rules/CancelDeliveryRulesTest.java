package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that are delivered late, or to oneself, or down a chain: R45, R46, R47. */
class CancelDeliveryRulesTest extends PrintingTest {
  /** A request after the awaited thing was done, and before the task goes on, loses its result. */
  @Test
  void r46aResultIsLost() {
    run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          Task<Void> task =
              task(
                  () -> {
                    try {
                      print("got", future.await());
                    } catch (CancellationException e) {
                      print(
                          "CancelledError although the future is done:",
                          future.isDone(),
                          future.isCancelled());
                      throw e;
                    }
                  });
          yieldNow();
          future.setResult(1);
          print(task.cancel());
          Tasks.waitAll(List.of(task));
          print(task.isCancelled());
        });
    printed(
        """
        True
        CancelledError although the future is done: True False
        True
        """);
  }

  /** A task that cancels itself is cancelled where it next suspends, or else when it returns. */
  @Test
  void r47aTaskCancelsItself() {
    run(
        loop -> {
          outcome("at_sleep0", createTask(this::atYield));
          LoopFuture<Void> future = loop.createFuture();
          outcome("at_future", createTask(() -> atFuture(future)));
          LoopFuture<Integer> done = loop.createFuture();
          done.setResult(1);
          outcome(
              "done_first",
              task(
                  () -> {
                    currentTask().cancel();
                    print("done future:", done.await());
                    yieldNow();
                  }));
          outcome("returns", createTask(() -> currentTask().cancel()));
          outcome(
              "raises",
              task(
                  () -> {
                    currentTask().cancel();
                    throw new ValueError("wins");
                  }));
        });
    printed(
        """
        at sleep(0)
        at_sleep0 True None
        at future; it is cancelled too: True
        at_future True None
        done future: 1
        done_first True None
        returns True None
        raises False ValueError('wins')
        """);
  }

  private Void atYield() {
    currentTask().cancel();
    try {
      yieldNow();
      print("never");
      return null;
    } catch (CancellationException e) {
      print("at sleep(0)");
      throw e;
    }
  }

  private Void atFuture(LoopFuture<Void> future) {
    currentTask().cancel();
    try {
      return future.await();
    } catch (CancellationException e) {
      print("at future; it is cancelled too:", future.isCancelled());
      throw e;
    }
  }

  private void outcome(String name, Task<?> task) {
    Tasks.waitAll(List.of(task));
    Throwable failure = task.isCancelled() ? null : task.exception();
    print(name, task.isCancelled(), repr(failure));
  }

  /** A request goes down the chain of tasks that await each other, and comes back up. */
  @Test
  void r45aRequestGoesDownTheChain() {
    run(
        loop -> {
          Task<Void> leaf =
              task(
                  () -> {
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      print("leaf");
                      throw e;
                    }
                  });
          Task<Void> middle = createTask(() -> awaitLoudly(leaf));
          Task<Void> outer = createTask(() -> awaitLoudly(middle));
          yieldNow();
          outer.cancel();
          Tasks.waitAll(List.of(outer));
          List<Task<Void>> tasks = List.of(leaf, middle, outer);
          print(
              tasks.stream().map(Task::isCancelled).toList(),
              tasks.stream().map(Task::cancelling).toList());
        });
    printed(
        """
        leaf
        mid
        mid
        [True, True, True] [1, 1, 1]
        """);
  }

  private Void awaitLoudly(Task<Void> task) {
    try {
      return task.await();
    } catch (CancellationException e) {
      print("mid");
      throw e;
    }
  }

  /** If the innermost takes no notice, the outer goes on with its result. */
  @Test
  void r45bInnermostTakesNoNotice() {
    run(
        loop -> {
          Task<String> leaf =
              createTask(
                  () -> {
                    try {
                      sleep(1);
                      return "never";
                    } catch (CancellationException e) {
                      return "leaf value";
                    }
                  });
          Task<String> outer =
              createTask(
                  () -> {
                    String value = leaf.await();
                    print("outer got", value);
                    return value;
                  });
          yieldNow();
          outer.cancel();
          print(outer.await(), outer.isCancelled(), outer.cancelling(), leaf.cancelling());
        });
    printed(
        """
        outer got leaf value
        leaf value False 1 1
        """);
  }

  /** All who await the innermost task are hit, though only one was asked to cancel. */
  @Test
  void r45cAllWhoAwaitTheInnermostAreHit() {
    run(
        loop -> {
          Task<Void> inner = task(() -> sleep(1));
          List<Task<Void>> waiters =
              Stream.of("a", "b")
                  .map(
                      n ->
                          task(
                              () -> {
                                try {
                                  inner.await();
                                } catch (CancellationException e) {
                                  print("waiter", n, "cancelling", currentTask().cancelling());
                                  throw e;
                                }
                              }))
                  .toList();
          yieldNow();
          waiters.get(0).cancel();
          Tasks.waitAll(waiters);
          print(waiters.get(0).isCancelled(), waiters.get(1).isCancelled(), inner.isCancelled());
        });
    printed(
        """
        waiter a cancelling 1
        waiter b cancelling 0
        True True True
        """);
  }
}
