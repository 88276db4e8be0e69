package dev.heddle.specs.documents;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.heddle.Loop;
import dev.heddle.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Document 1: a task against a plain call, and the states of a task. Its programs are for a
 * notebook, whose loop may be run inside itself; they print the same under a plain loop.
 */
final class CreatingTasks {
  private final PythonPrint out;
  private final Loop.Builder loops;

  private CreatingTasks(PythonPrint out, Loop.Builder loops) {
    this.out = out;
    this.loops = loops;
  }

  /** The programs under a loop as it is by default. */
  static CreatingTasks plain(PythonPrint out) {
    return new CreatingTasks(out, Loop.builder());
  }

  /** The programs under a loop that may be run inside itself. */
  static CreatingTasks nested(PythonPrint out) {
    return new CreatingTasks(out, Loop.builder().nested(true));
  }

  private @Nullable Void fetch(String source) {
    out.print("Starting " + source);
    sleep(ofSeconds(1));
    out.print("Done " + source);
    return null;
  }

  /** Plain calls run one after the other. */
  void s1aSequential() {
    loops.<@Nullable Void>run(
        loop -> {
          fetch("source_A");
          return fetch("source_B");
        });
  }

  /** Tasks run concurrently, whatever is awaited when. */
  void s1bConcurrent() {
    loops.<@Nullable Void>run(
        loop -> {
          Task<@Nullable Void> a = createTask(() -> fetch("source_A"));
          Task<@Nullable Void> b = createTask(() -> fetch("source_B"));
          a.await();
          return b.await();
        });
  }

  /** Results come from awaiting, in the order of the awaits, whichever answer was first. */
  void s1cTitles() {
    loops.<@Nullable Void>run(
        loop -> {
          Posts posts = new Posts();
          Task<String> first = createTask(() -> posts.title(1));
          Task<String> second = createTask(() -> posts.title(2));
          String firstTitle = first.await();
          String secondTitle = second.await();
          out.print("Post 1: " + firstTitle);
          out.print("Post 2: " + secondTitle);
          return null;
        });
  }

  /** Stands in for the web service of the document: the second post answers first. */
  private static final class Posts {
    private static final List<String> TITLES =
        List.of(
            "sunt aut facere repellat provident occaecati excepturi optio reprehenderit",
            "qui est esse");

    String title(int id) {
      sleep(ofMillis(250L * (TITLES.size() + 1 - id)));
      return TITLES.get(id - 1);
    }
  }

  /** A task says whether it is done, and gives its result to who awaits it. */
  void s1dTaskDone() {
    loops.<@Nullable Void>run(
        loop -> {
          Task<String> task =
              createTask(
                  () -> {
                    sleep(ofSeconds(1));
                    return "result";
                  });
          out.print(task.isDone());
          String result = task.await();
          out.print(task.isDone());
          out.print(result);
          return null;
        });
  }
}
