package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.DoneAndPending;
import dev.heddle.ReturnWhen;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** To wait for some of several: R31. */
class WaitRulesTest extends PrintingTest {
  private static List<String> names(Collection<? extends Task<?>> tasks) {
    return tasks.stream().map(Task::getName).toList();
  }

  /** To wait ends with the first, with the first that fails, or with all; and throws nothing. */
  @Test
  void r31aWhatToWaitFor() {
    for (ReturnWhen what : ReturnWhen.values()) {
      run(
          loop -> {
            Task<Double> a = sleeper(0.125);
            Task<Double> b = failing(0.25);
            Task<Double> c = sleeper(0.375);
            a.setName("a");
            b.setName("b");
            c.setName("c");
            DoneAndPending<Task<Double>> waited = Tasks.waitUntil(List.of(a, b, c), what, null);
            print(what, names(waited.done()), names(waited.pending()));
            Tasks.waitAll(List.of(a, b, c));
            b.exception();
          });
    }
    printed(
        """
        FIRST_COMPLETED ['a'] ['b', 'c']
        FIRST_EXCEPTION ['a', 'b'] ['c']
        ALL_COMPLETED ['a', 'b', 'c'] []
        """);
  }

  /** A wait that runs out of time cancels nothing. */
  @Test
  void r31bTimeoutCancelsNothing() {
    run(
        loop -> {
          List<Task<Double>> tasks = sleepers(0.125, 0.5);
          print(
              sizes(Tasks.waitUntil(tasks, ReturnWhen.ALL_COMPLETED, seconds(0.25))),
              tasks.stream().map(Task::isDone).toList(),
              "nothing cancelled:",
              tasks.get(1).cancelling());
          print(sizes(Tasks.waitUntil(tasks, ReturnWhen.ALL_COMPLETED, seconds(0))));
          print(sizes(Tasks.waitAll(tasks)));
        });
    printed(
        """
        1 1 [True, False] nothing cancelled: 0
        1 1
        2 0
        """);
  }

  private static String sizes(DoneAndPending<?> waited) {
    return waited.done().size() + " " + waited.pending().size();
  }

  /** To wait takes two turns, even if all are done; what is done in the same turn is seen. */
  @Test
  void r31cTurnsOfWait() {
    run(
        loop -> {
          List<Task<Integer>> done = newTasks();
          yieldNow();
          print("all done before:", turnsOfWait(done, ReturnWhen.ALL_COMPLETED));
          print("new tasks:", turnsOfWait(newTasks(), ReturnWhen.ALL_COMPLETED));
          print(
              "first completed, but all finished in the same batch:",
              turnsOfWait(newTasks(), ReturnWhen.FIRST_COMPLETED));
        });
    printed(
        """
        all done before: 2 3 0
        new tasks: 3 3 0
        first completed, but all finished in the same batch: 3 3 0
        """);
  }

  private static List<Task<Integer>> newTasks() {
    return IntStream.range(0, 3).mapToObj(i -> createTask(() -> i)).toList();
  }

  private static String turnsOfWait(List<Task<Integer>> tasks, ReturnWhen what) throws Exception {
    DoneAndPending<?>[] waited = new DoneAndPending<?>[1];
    long turns = iterations(() -> waited[0] = Tasks.waitUntil(tasks, what, null));
    return turns + " " + sizes(waited[0]);
  }

  /** There must be something to wait for. */
  @Test
  void r31dWaitForNothingFails() {
    run(
        loop -> {
          try {
            Tasks.waitAll(List.<Task<Integer>>of());
          } catch (IllegalArgumentException e) {
            print(e);
          }
        });
    printed("The set of tasks and futures to wait for is empty: name at least one.\n");
  }

  /** To cancel who waits cancels none of those that it waits for. */
  @Test
  void r31eCancellingTheWaitCancelsNoChild() {
    run(
        loop -> {
          Task<Double> child = sleeper(0.25);
          Task<Void> waiting = task(() -> Tasks.waitAll(List.of(child)));
          sleep(0.125);
          waiting.cancel();
          try {
            waiting.await();
          } catch (CancellationException e) {
            print("wait cancelled; child:", child.isDone(), child.cancelling());
          }
          print(child.await());
        });
    printed(
        """
        wait cancelled; child: False 0
        0.25
        """);
  }
}
