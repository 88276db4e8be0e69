package dev.heddle.specs.documents;

import java.util.List;
import java.util.function.Consumer;

/** All programs of all documents, in order. */
public final class Documents {
  private static final List<Program> PROGRAMS =
      List.of(
          start("S0a", "awaiting the second first", p -> p.s0aAwaitSecondFirst()),
          start("S0b", "creating runs nothing", p -> p.s0bTasksCreated()),
          start("S0c", "tasks that nobody awaits", p -> p.s0cNotAwaited()),
          start("S0d", "eager tasks", p -> p.s0dEager()),
          plain("S1a", "calls: one after the other", p -> p.s1aSequential()),
          nested("S1a-nested", "the same in a notebook's loop", p -> p.s1aSequential()),
          plain("S1b", "tasks: at the same time", p -> p.s1bConcurrent()),
          nested("S1b-nested", "the same in a notebook's loop", p -> p.s1bConcurrent()),
          nested("S1c", "two titles, the second answers first", p -> p.s1cTitles()),
          plain("S1d", "pending, done, result", p -> p.s1dTaskDone()),
          nested("S1d-nested", "the same in a notebook's loop", p -> p.s1dTaskDone()),
          when("S2a", "ten tasks, ten coroutines, gathered", p -> p.s2aTasksOrCoroutines()),
          when("S2b", "a sleep before they are gathered", p -> p.s2bTasksThenCoroutines()),
          python("S3a", "a loop that runs until it is stopped", p -> p.s3aRunForever()),
          python("S3b", "a coroutine object", p -> p.s3bCoroutineObject()),
          python("S3c", "a run ends with its main task", p -> p.s3cRunMain()),
          python("S3d", "a task that nothing refers to", p -> p.s3dNoReferenceToTask()),
          python("S3e", "awaiting adds a callback", p -> p.s3ePlantATree()),
          python("S3f", "awaiting coroutines", p -> p.s3fAwaitCoroutines()),
          python("S3g", "awaiting tasks", p -> p.s3gAwaitTasks()),
          python("S3h", "debug mode tells of slow steps", p -> p.s3hDebugSlow()));

  private Documents() {}

  /** The programs. */
  public static List<Program> programs() {
    return PROGRAMS;
  }

  private static Program start(String id, String title, Consumer<TaskStartTiming> program) {
    return new Program(
        id, "task start timing", title, out -> program.accept(new TaskStartTiming(out)));
  }

  private static Program plain(String id, String title, Consumer<CreatingTasks> program) {
    return new Program(
        id, "creating tasks", title, out -> program.accept(CreatingTasks.plain(out)));
  }

  private static Program nested(String id, String title, Consumer<CreatingTasks> program) {
    return new Program(
        id, "creating tasks", title, out -> program.accept(CreatingTasks.nested(out)));
  }

  private static Program when(String id, String title, Consumer<WhenToCreateTasks> program) {
    return new Program(
        id, "when to create tasks", title, out -> program.accept(new WhenToCreateTasks(out)));
  }

  private static Program python(String id, String title, Consumer<AsyncioInPython> program) {
    return new Program(
        id, "asyncio in Python", title, out -> program.accept(new AsyncioInPython(out)));
  }
}
