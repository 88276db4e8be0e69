package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.group;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.ExceptionGroup;
import dev.heddle.Task;
import dev.heddle.TaskGroup;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks that end together, as long as none fails: R36, R38. */
class TaskGroupRulesTest extends PrintingTest {
  /** The tasks start in the order of creation; the end of the block waits for all of them. */
  @Test
  void r36aBlockWaitsForItsTasks() {
    run(
        loop -> {
          List<Task<Integer>> tasks =
              group(
                  group -> {
                    List<Task<Integer>> created =
                        IntStream.range(0, 3)
                            .mapToObj(n -> group.createTask(() -> startAndEnd(n)))
                            .toList();
                    print("body ends");
                    return created;
                  });
          print(tasks.stream().map(Task::result).toList());
        });
    printed(
        """
        body ends
        start 0
        start 1
        start 2
        end 2
        end 1
        end 0
        [0, 1, 2]
        """);
  }

  private int startAndEnd(int n) {
    print("start", n);
    sleep(0.125 * (3 - n));
    print("end", n);
    return n;
  }

  /** It waits for the tasks that tasks of the group add, too. */
  @Test
  void r36bTasksAddTasks() {
    run(
        loop -> {
          group(group -> group.createTask(() -> child(group, 3)));
          print("all finished");
        });
    printed(
        """
        child 3
        child 2
        child 1
        child 0
        all finished
        """);
  }

  private Void child(TaskGroup group, int n) {
    print("child", n);
    if (n > 0) {
      group.createTask(() -> child(group, n - 1));
    }
    yieldNow();
    return null;
  }

  /** The end of a block takes as many turns as gather, and none if nothing was created. */
  @Test
  void r36cTurnsOfAGroup() {
    run(
        loop -> {
          print("empty", iterations(() -> groupOf(0, false)));
          print("1", iterations(() -> groupOf(1, false)));
          print("3", iterations(() -> groupOf(3, false)));
          print("3, awaited in the body", iterations(() -> groupOf(3, true)));
        });
    printed(
        """
        empty 0
        1 3
        3 3
        3, awaited in the body 3
        """);
  }

  private static void groupOf(int tasks, boolean awaited) {
    group(
        group -> {
          List<Task<Integer>> created =
              IntStream.range(0, tasks).mapToObj(n -> group.createTask(() -> n)).toList();
          if (awaited) {
            created.forEach(Task::await);
          }
        });
  }

  /** A group whose block has ended takes no more tasks. */
  @Test
  void r36dFinishedGroupTakesNoTasks() {
    run(
        loop -> {
          TaskGroup finished = group(group -> group);
          try {
            finished.createTask(() -> 1);
          } catch (IllegalStateException e) {
            print(start(e));
          }
        });
    printed("The TaskGroup is finished\n");
  }

  /** A task that is only cancelled does not end the group. */
  @Test
  void r38aCancelledTaskDoesNotEndTheGroup() {
    run(
        loop -> {
          Task<Void> cancelled =
              group(
                  group -> {
                    Task<Void> a = group.createTask(body(() -> sleepAndPrint("a")));
                    group.createTask(body(() -> sleepAndPrint("b")));
                    sleep(0.125);
                    a.cancel();
                    return a;
                  });
          print("group ok", cancelled.isCancelled());
        });
    printed(
        """
        finished b
        group ok True
        """);
  }

  private void sleepAndPrint(String name) {
    sleep(0.25);
    print("finished", name);
  }

  /** To cancel the parent cancels the tasks, and their clean-up is waited for. */
  @Test
  void r38bCancellingTheParent() {
    run(
        loop -> {
          Task<Void> parent =
              task(
                  () -> {
                    try {
                      group(group -> group.createTask(body(() -> slowlyCancelled(0.125))));
                    } catch (CancellationException e) {
                      print("parent cancelled", currentTask().cancelling());
                      throw e;
                    }
                  });
          sleep(0.125);
          parent.cancel();
          Tasks.waitAll(List.of(parent));
          print(parent.isCancelled());
        });
    printed(
        """
        child cancelled
        child cleaned
        parent cancelled 1
        True
        """);
  }

  private void slowlyCancelled(double cleanUp) {
    try {
      sleep(1);
    } catch (CancellationException e) {
      print("child cancelled");
      sleep(cleanUp);
      print("child cleaned");
      throw e;
    }
  }

  /** A task that fails meanwhile wins, and the parent is asked again to be cancelled. */
  @Test
  void r38cCancellingTheParentOfATaskThatFails() {
    run(
        loop -> {
          Task<Void> parent = createTask(this::parentOfATaskThatFails);
          sleep(0.125);
          parent.cancel();
          Tasks.waitAll(List.of(parent));
        });
    printed(
        """
        [ValueError('during cancel')] 1
        re-cancelled at the next suspension (3.13)
        """);
  }

  private Void parentOfATaskThatFails() {
    try {
      group(
          group ->
              group.createTask(
                  () -> {
                    try {
                      sleep(1);
                      return null;
                    } catch (CancellationException e) {
                      throw new ValueError("during cancel");
                    }
                  }));
    } catch (ExceptionGroup e) {
      print(e.exceptions(), currentTask().cancelling());
    }
    try {
      sleep(0.125);
      print("not re-cancelled");
    } catch (CancellationException e) {
      print("re-cancelled at the next suspension (3.13)");
    }
    return null;
  }

  /** A second request to cancel the parent does not interrupt its wait for the tasks. */
  @Test
  void r38dCancellingTheParentTwice() {
    run(
        loop -> {
          Task<Void> parent =
              task(() -> group(group -> group.createTask(body(() -> slowlyCancelled(0.25)))));
          sleep(0.125);
          parent.cancel();
          sleep(0.125);
          print("again", parent.cancel());
          Tasks.waitAll(List.of(parent));
          print(parent.isCancelled(), parent.cancelling());
        });
    printed(
        """
        child cancelled
        again True
        child cleaned
        True 2
        """);
  }
}
