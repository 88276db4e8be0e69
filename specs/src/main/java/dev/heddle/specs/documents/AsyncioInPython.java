package dev.heddle.specs.documents;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.sleep;
import static dev.heddle.Tasks.spend;
import static java.time.Duration.ofMillis;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.Task;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Document 3: the loop, coroutine objects, tasks, and what awaiting each of them means. */
final class AsyncioInPython {
  private final PythonPrint out;

  AsyncioInPython(PythonPrint out) {
    this.out = out;
  }

  private @Nullable Void say(String line) {
    out.print(line);
    return null;
  }

  /**
   * A loop that runs for ever rests while it has nothing to do. The document's never ends; this one
   * has two jobs, of which the second stops it.
   */
  void s3aRunForever() {
    try (Loop loop = Loop.create()) {
      loop.callLater(
          ofMillis(250),
          () -> {
            out.print("job enqueued later");
            loop.stop();
          });
      loop.callSoon(() -> out.print("job in the backlog"));
      loop.runForever();
      out.print("stopped");
    }
  }

  /** Making a coroutine object runs nothing of it. */
  void s3bCoroutineObject() {
    try (Coroutine<@Nullable Void> f = Coroutine.of("f", () -> say("Hello, world"))) {
      out.print(f);
    }
  }

  /** A run returns when its main task is done. */
  void s3cRunMain() {
    Loop.<@Nullable Void>run(
        loop -> {
          out.print("main starts");
          sleep(ofMillis(250));
          return say("main ends");
        });
    out.print("coroutine main() is done!");
  }

  /** A task that nothing refers to runs all the same: the loop holds what is ready. */
  @SuppressWarnings("FutureReturnValueIgnored") // this is the point
  void s3dNoReferenceToTask() {
    Loop.run(
        loop -> {
          createTask(() -> say("hello"));
        });
  }

  /** To await a task is to add a callback to it. */
  void s3ePlantATree() {
    Loop.<@Nullable Void>run(
        loop -> {
          Task<@Nullable Void> hole = createTask(this::digHole);
          out.print("callbacks before await:", hole.callbackCount());
          loop.callSoon(() -> out.print("callbacks while awaited:", hole.callbackCount()));
          hole.await();
          return say("tree planted");
        });
  }

  private @Nullable Void digHole() {
    out.print("digging");
    sleep(ofMillis(250));
    return say("hole dug");
  }

  private @Nullable Void a() {
    return say("I am coro_a(). Hi!");
  }

  private @Nullable Void b() {
    return say("I am coro_b(). I sure hope no one hogs the event loop...");
  }

  /** Awaiting coroutine objects lets nobody else run. */
  void s3fAwaitCoroutines() {
    Loop.<@Nullable Void>run(
        loop -> {
          Task<@Nullable Void> other = createTask(this::b);
          for (int i = 0; i < 3; i++) {
            coroutine(this::a).await();
          }
          return other.await();
        });
  }

  /** Awaiting tasks does: they run in the order of creation. */
  void s3gAwaitTasks() {
    Loop.<@Nullable Void>run(
        loop -> {
          Task<@Nullable Void> other = createTask(this::b);
          List<Task<@Nullable Void>> tasks = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            tasks.add(createTask(this::a));
          }
          tasks.forEach(Task::await);
          return other.await();
        });
  }

  /** In debug mode, and only there, a step of 100 ms or more is reported. */
  void s3hDebugSlow() {
    Consumer<Problem> log =
        problem -> {
          if (problem.kind() == Problem.Kind.SLOW_STEP) {
            String task = problem.message().split(" ", -1)[1];
            out.print("asyncio WARNING Executing <Task " + task + " coro hog> ...");
          }
        };
    shortAndLongStep(Loop.builder().problems(log).debug(true));
    shortAndLongStep(Loop.builder().problems(log).debug(false));
  }

  private void shortAndLongStep(LoopBuilder builder) {
    builder.<@Nullable Void>run(
        loop -> {
          Task<@Nullable Void> first = createTask("short", () -> hog(Duration.ofNanos(62_500_000)));
          Task<@Nullable Void> second = createTask("long", () -> hog(ofMillis(250)));
          first.await();
          second.await();
          return say("end");
        });
  }

  private static @Nullable Void hog(Duration time) {
    spend(time);
    return null;
  }
}
