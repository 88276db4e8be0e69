package dev.heddle.specs.documents;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Document 2: does it matter whether what is gathered was made a task before? */
final class WhenToCreateTasks {
  private final PythonPrint out;

  WhenToCreateTasks(PythonPrint out) {
    this.out = out;
  }

  private int process(int index, Duration time) {
    sleep(time);
    out.print("ok:", index);
    return index;
  }

  private static <A> List<A> make(int count, IntFunction<A> one) {
    return IntStream.range(0, count).mapToObj(one).toList();
  }

  /** To gather makes tasks of coroutine objects: where it comes at once, there is no difference. */
  void s2aTasksOrCoroutines() {
    gatherTen(i -> createTask(() -> process(i, ofSeconds(1))));
    gatherTen(i -> coroutine(() -> process(i, ofSeconds(1))));
  }

  private void gatherTen(IntFunction<Awaitable<Integer>> process) {
    Loop.run(loop -> gather(make(10, process)).await());
  }

  /** Tasks run as soon as their creator suspends, coroutine objects when they are gathered. */
  void s2bTasksThenCoroutines() {
    Loop.run(
        loop -> {
          List<Task<Integer>> tasks = make(5, i -> createTask(() -> process(i, ofMillis(500))));
          out.print("tasks scheduled");
          sleep(ofSeconds(2));
          out.print("now gathering tasks");
          List<Integer> results = gather(tasks).await();
          out.print("gathered tasks");
          return results;
        });
    Loop.run(
        loop -> {
          List<Coroutine<Integer>> coroutines =
              make(5, i -> coroutine(() -> process(i, ofMillis(500))));
          out.print("coroutines created");
          sleep(ofSeconds(2));
          out.print("now gathering coroutines");
          List<Integer> results = gather(coroutines).await();
          out.print("gathered coroutines");
          return results;
        });
  }
}
