package dev.heddle.specs.rules;

import static dev.heddle.Tasks.allTasks;
import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.InvalidStateException;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What awaiting costs, and what a task tells of itself: R17, R19, R22, R23. */
class AwaitRulesTest extends PrintingTest {
  /** Tasks that only give way take turns. */
  @Test
  void r17aTasksThatYieldGoRoundRobin() {
    run(loop -> gather(yielder("a", 3), yielder("b", 2), yielder("c", 3)).await());
    printed(
        """
        a 0
        b 0
        c 0
        a 1
        b 1
        c 1
        a 2
        c 2
        """);
  }

  private Coroutine<Void> yielder(String name, int times) {
    return coro(
        () -> {
          for (int i = 0; i < times; i++) {
            print(name, i);
            yieldNow();
          }
        });
  }

  /** A sleep of zero or less takes one turn. */
  @Test
  void r17bSleepOfZeroTakesOneTurn() {
    run(
        loop -> {
          print(iterations(() -> sleep(0)));
          print(iterations(() -> sleep(-3)));
          print(
              iterations(
                  () -> {
                    sleep(0);
                    sleep(0);
                  }));
        });
    printed(
        """
        1
        1
        2
        """);
  }

  /** To await what is done takes no turn; a new task takes two. */
  @Test
  void r19aAwaitingWhatIsDoneTakesNoTurn() {
    run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          future.setResult(1);
          print("done future", await(() -> future));
          Task<String> task = createTask(() -> "v");
          yieldNow();
          print(task.isDone());
          print("done task", await(() -> task));
          print("done task again", await(() -> task));
          print("fresh task", await(() -> createTask(() -> "v")));
          print("coroutine", await(() -> coroutine(() -> "v")));
        });
    printed(
        """
        done future (0, 1)
        True
        done task (0, 'v')
        done task again (0, 'v')
        fresh task (2, 'v')
        coroutine (0, 'v')
        """);
  }

  /** Who awaits only what is done never gives way. */
  @Test
  void r19bAwaitingWhatIsDoneLetsNobodyRun() {
    run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          future.setResult(1);
          task(() -> print("other"));
          for (int i = 0; i < 1000; i++) {
            future.await();
          }
          print("1000 awaits of a done future: no switch");
          yieldNow();
        });
    printed(
        """
        1000 awaits of a done future: no switch
        other
        """);
  }

  private static String invalidState(Action action) throws Exception {
    try {
      action.run();
      throw new AssertionError("did not fail");
    } catch (InvalidStateException e) {
      return start(e);
    }
  }

  /** A chain of tasks takes two turns a link, a chain of calls none. */
  @Test
  void r22aCompletionTravelsOneTurnForEachTask() {
    run(
        loop -> {
          for (int n : new int[] {0, 1, 2, 5}) {
            print("tasks", n, iterations(() -> taskChain(n)));
          }
          for (int n : new int[] {0, 1, 2, 5}) {
            print("coroutines", n, iterations(() -> coroutineChain(n)));
          }
        });
    printed(
        """
        tasks 0 0
        tasks 1 2
        tasks 2 4
        tasks 5 10
        coroutines 0 1
        coroutines 1 1
        coroutines 2 1
        coroutines 5 1
        """);
  }

  private static void taskChain(int n) {
    if (n > 0) {
      task(() -> taskChain(n - 1)).await();
    }
  }

  private static void coroutineChain(int n) {
    if (n > 0) {
      coro(() -> coroutineChain(n - 1)).await();
    } else {
      sleep(0);
    }
  }

  /** Done is who has a result, has failed, or was cancelled, and not who was asked to cancel. */
  @Test
  void r23aStatesOfATask() {
    run(
        loop -> {
          Task<Integer> ok = createTask("ok", () -> 1);
          Task<Void> bad =
              task(
                  "bad",
                  () -> {
                    throw new ValueError("x");
                  });
          Task<Void> slow = task("slow", () -> sleep(10));
          List<Task<?>> tasks = List.of(ok, bad, slow);
          tasks.forEach(t -> print(t.getName(), t.isDone(), t.isCancelled()));
          yieldNow();
          slow.cancel();
          print("after cancel():", slow.isDone(), slow.isCancelled(), slow.cancelling());
          yieldNow();
          tasks.forEach(t -> print(t.getName(), t.isDone(), t.isCancelled()));
          print(ok.result(), repr(bad.exception()));
          for (Action look : List.<Action>of(slow::result, slow::exception)) {
            try {
              look.run();
            } catch (CancellationException e) {
              print("CancelledError");
            }
          }
          print(invalidState(() -> task(() -> sleep(10)).result()));
        });
    printed(
        """
        ok False False
        bad False False
        slow False False
        after cancel(): False False 1
        ok True False
        bad True False
        slow True True
        1 ValueError('x')
        CancelledError
        CancelledError
        Result is not set
        """);
  }

  /** Tasks without a name are numbered in the order of creation. */
  @Test
  void r23bNamesOfTasks() {
    run(
        loop -> {
          Task<String> first = createTask(() -> currentTask().getName());
          Task<String> second = createTask("n", () -> currentTask().getName());
          Task<String> third = createTask(() -> currentTask().getName());
          print(currentTask().getName(), first.getName(), third.getName());
          third.setName("5");
          print(second.await(), third.await());
        });
    printed(
        """
        Task-1 Task-2 Task-3
        n 5
        """);
  }

  /** A callback has no current task; all tasks are those that are not done. */
  @Test
  void r23cCurrentTaskAndAllTasks() {
    run(
        loop -> {
          currentTask().setName("main");
          Task<Void> task = task("f", () -> print(currentTask()));
          print(allTasks());
          loop.callSoon(() -> print("in a callback:", currentTask()));
          task.await();
          print(allTasks());
        });
    printed(
        """
        [main, f]
        f
        in a callback: None
        [main]
        """);
  }
}
