package dev.heddle.specs.rules;

import static dev.heddle.Tasks.allTasks;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.group;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.ExceptionGroup;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What an eager task is to itself, to its creator and to its group: R55. */
class EagerTaskRulesTest extends PrintingTest {
  private int one() {
    print("f");
    return 1;
  }

  /** During its first step the eager task is the current one, and its creator after that. */
  @Test
  void r55dCurrentTaskDuringTheFirstStep() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          currentTask().setName("M");
          task(
              "O",
              () -> {
                print("outer is", currentTask().getName());
                task("I", () -> print("inner is", currentTask().getName()));
                print("outer is still", currentTask().getName());
                print(allTasks().stream().map(Task::getName).toList());
              });
          print("main is", currentTask().getName());
        });
    printed(
        """
        outer is O
        inner is I
        outer is still O
        ['M', 'O']
        main is M
        """);
  }

  /** What it throws in its first step is its own, not its creator's. */
  @Test
  void r55eExceptionOfTheFirstStepIsKept() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          Task<Void> task =
              task(
                  () -> {
                    throw new ValueError("x");
                  });
          print("create_task did not raise", task.isDone());
          try {
            task.await();
          } catch (ValueError e) {
            print(repr(e));
          }
        });
    printed(
        """
        create_task did not raise True
        ValueError('x')
        """);
  }

  /** To cancel it after its creation cancels it where it has suspended. */
  @Test
  void r55fCancelAfterTheFirstStep() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          Task<Void> task =
              task(
                  () -> {
                    print("has started");
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      print("cancelled at its first await");
                      throw e;
                    }
                  });
          task.cancel();
          Tasks.waitAll(List.of(task));
          print(task.isCancelled());
        });
    printed(
        """
        has started
        cancelled at its first await
        True
        """);
  }

  /** An eager task inherits values and keeps its own. */
  @Test
  void r55gInheritedValues() {
    InheritableThreadLocal<String> value = new InheritableThreadLocal<>();
    run(
        loop -> {
          loop.setEagerTasks(true);
          value.set("main");
          Task<Void> task =
              task(
                  () -> {
                    print("f sees", value.get());
                    value.set("changed by f");
                    yieldNow();
                    print("f again", value.get());
                  });
          print("main sees", value.get());
          value.set("main 2");
          task.await();
        });
    printed(
        """
        f sees main
        main sees main
        f again changed by f
        """);
  }

  /** An eager task that fails at once ends its group, whose block goes on until it suspends. */
  @Test
  void r55kEagerFailureInAGroup() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          try {
            group(
                group -> {
                  group.createTask(body(() -> print("ok runs")));
                  group.createTask(
                      () -> {
                        throw new ValueError("x");
                      });
                  print("body goes on to its next suspension");
                  try {
                    group.createTask(body(() -> print("never")));
                  } catch (IllegalStateException e) {
                    print("group is shutting down");
                  }
                  yieldNow();
                  print("never");
                });
          } catch (ExceptionGroup e) {
            print(e.exceptions());
          }
        });
    printed(
        """
        ok runs
        body goes on to its next suspension
        group is shutting down
        [ValueError('x')]
        """);
  }
}
