package dev.heddle.specs.documents;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.sleep;
import static java.time.Duration.ofSeconds;

import dev.heddle.Loop;
import dev.heddle.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Document 0: when do the tasks that a program creates begin to run? */
final class TaskStartTiming {
  private final PythonPrint out;

  TaskStartTiming(PythonPrint out) {
    this.out = out;
  }

  private String payload(int seconds) {
    out.print("Do something with " + seconds + "...");
    sleep(ofSeconds(seconds));
    out.print("Done with " + seconds);
    return "Result of " + seconds;
  }

  /** Awaiting the second task first does not make it start first. */
  void s0aAwaitSecondFirst() {
    List<String> results =
        Loop.run(
            loop -> {
              Task<String> first = createTask(() -> payload(1));
              Task<String> second = createTask(() -> payload(2));
              return secondThenFirst(first, second);
            });
    out.print(results);
  }

  /** Creating tasks runs nothing of them. */
  void s0bTasksCreated() {
    List<String> results = Loop.run(loop -> createBothThenAwait());
    out.print(results);
  }

  /** Tasks that nobody awaits get as far as their first suspension. */
  @SuppressWarnings("FutureReturnValueIgnored") // this is the point
  void s0cNotAwaited() {
    Object result =
        Loop.<@Nullable Object>run(
            loop -> {
              createTask(() -> payload(1));
              createTask(() -> payload(2));
              return null;
            });
    out.print(result);
  }

  /** Eager tasks run to their first suspension within the call that creates them. */
  void s0dEager() {
    List<String> results =
        Loop.run(
            loop -> {
              loop.setEagerTasks(true);
              return createBothThenAwait();
            });
    out.print(results);
  }

  private List<String> createBothThenAwait() {
    Task<String> first = createTask(() -> payload(1));
    Task<String> second = createTask(() -> payload(2));
    out.print("tasks created");
    return secondThenFirst(first, second);
  }

  private List<String> secondThenFirst(Task<String> first, Task<String> second) {
    String resultOfSecond = second.await();
    out.print("Task 2 fully completed");
    String resultOfFirst = first.await();
    out.print("Task 1 fully completed");
    return List.of(resultOfFirst, resultOfSecond);
  }
}
