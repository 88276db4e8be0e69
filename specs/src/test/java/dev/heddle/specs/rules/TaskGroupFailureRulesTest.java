package dev.heddle.specs.rules;

import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.group;

import dev.heddle.ExceptionGroup;
import dev.heddle.Task;
import dev.heddle.TaskGroup;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A group of which something fails: R37. */
class TaskGroupFailureRulesTest extends PrintingTest {
  private static Void failAfter(double time, String message) {
    if (time > 0) {
      sleep(time);
    }
    throw new ValueError(message);
  }

  private Void sleeping(String name) {
    try {
      sleep(1);
      return null;
    } catch (CancellationException e) {
      print(name, "cancelled");
      throw e;
    }
  }

  private void printGroup(TaskGroup.Body<?> body) {
    try {
      group(body);
    } catch (ExceptionGroup e) {
      print(e.exceptions(), currentTask().cancelling());
    }
  }

  /** The first that fails cancels the others and the block. */
  @Test
  void r37aFailureCancelsTheOthersAndTheBlock() {
    run(
        loop -> {
          try {
            group(
                group -> {
                  group.createTask(() -> failAfter(0.125, "bad"));
                  group.createTask(() -> sleeping("sibling"));
                  try {
                    sleep(1);
                    return null;
                  } catch (CancellationException e) {
                    print("body cancelled", currentTask().cancelling());
                    throw e;
                  }
                });
          } catch (ExceptionGroup e) {
            print(e, e.exceptions(), currentTask().cancelling());
          }
          sleep(0.125);
          print("main goes on");
        });
    printed(
        """
        sibling cancelled
        body cancelled 1
        unhandled errors in a TaskGroup (1 sub-exception) [ValueError('bad')] 0
        main goes on
        """);
  }

  /** A failure while the block's end waits leaves no request to cancel behind. */
  @Test
  void r37bFailureWhileTheEndWaits() {
    run(
        loop ->
            printGroup(
                group -> {
                  group.createTask(() -> failAfter(0.125, "bad"));
                  print("body over");
                  return null;
                }));
    printed(
        """
        body over
        [ValueError('bad')] 0
        """);
  }

  /** Failures come in the order in which they happened. */
  @Test
  void r37cFailuresInTheOrderOfCompletion() {
    run(
        loop ->
            printGroup(
                group -> {
                  group.createTask(() -> failCancelled("raised while being cancelled"));
                  group.createTask(() -> failAfter(0, "1"));
                  return group.createTask(() -> failAfter(0, "2"));
                }));
    printed("[ValueError('1'), ValueError('2'), KeyError('raised while being cancelled')] 0\n");
  }

  private static Void failCancelled(String message) {
    try {
      sleep(1);
      return null;
    } catch (CancellationException e) {
      throw new KeyError(message);
    }
  }

  /** The block's own failure cancels the tasks and is the last of all. */
  @Test
  void r37dFailureOfTheBlockIsTheLast() {
    run(
        loop -> {
          printGroup(
              group -> {
                group.createTask(() -> failCancelled("child"));
                sleep(0.125);
                throw new ValueError("body");
              });
          AtomicReference<Task<Void>> child = new AtomicReference<>();
          printGroup(
              group -> {
                child.set(group.createTask(() -> failCancelled("never starts")));
                throw new ValueError("body at once");
              });
          print(child.get().isCancelled());
        });
    printed(
        """
        [KeyError('child'), ValueError('body')] 0
        [ValueError('body at once')] 0
        True
        """);
  }

  /** A group that is shutting down takes no tasks. */
  @Test
  void r37eGroupThatIsShuttingDownTakesNoTasks() {
    run(
        loop ->
            printGroup(
                group -> {
                  group.createTask(() -> failAfter(0, "bad"));
                  try {
                    sleep(1);
                    return null;
                  } catch (CancellationException e) {
                    try {
                      group.createTask(() -> sleeping("never"));
                    } catch (IllegalStateException refused) {
                      print(refused.getMessage().split(",", -1)[0]);
                    }
                    throw e;
                  }
                }));
    printed(
        """
        The TaskGroup is shutting down
        [ValueError('bad')] 0
        """);
  }

  /** A group in a group fails as a whole. */
  @Test
  void r37fNestedGroups() {
    run(
        loop -> {
          try {
            group(
                outer -> {
                  outer.createTask(() -> sleeping("outer child"));
                  return group(
                      inner -> {
                        inner.createTask(() -> sleeping("inner child"));
                        return inner.createTask(() -> failAfter(0.125, "x"));
                      });
                });
          } catch (ExceptionGroup e) {
            ExceptionGroup inner = (ExceptionGroup) e.exceptions().get(0);
            print(inner.getClass().getSimpleName(), repr(inner.exceptions().get(0)));
          }
        });
    printed(
        """
        inner child cancelled
        outer child cancelled
        ExceptionGroup ValueError('x')
        """);
  }
}
