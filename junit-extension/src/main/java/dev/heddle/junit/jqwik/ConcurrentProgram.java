package dev.heddle.junit.jqwik;

import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.ReturnWhen;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A small program of several tasks, drawn by a property: a {@link Statement} may say a letter,
 * wait, create, await or cancel a task, set or await a future. Every program ends: a task awaits
 * only tasks that were made before it, a future only for some time, and the main task in the end
 * all others. Immutable.
 */
@API(status = Status.EXPERIMENTAL)
public final class ConcurrentProgram {
  private final List<Step> main;

  ConcurrentProgram(List<Line> lines) {
    main = Step.of(lines);
  }

  /** How many statements it has. */
  public int size() {
    return main.stream().mapToInt(Step::size).sum();
  }

  /** The kinds of its statements. */
  public Set<Statement> kinds() {
    Set<Statement> kinds = EnumSet.allOf(Statement.class);
    kinds.removeIf(kind -> main.stream().noneMatch(step -> step.has(kind)));
    return kinds;
  }

  /**
   * Runs it in the calling task.
   *
   * @return what it says
   */
  public List<String> run(Loop loop) {
    List<String> said = new ArrayList<>();
    run(loop, said::add);
    return said;
  }

  /**
   * Runs it in the calling task.
   *
   * @param said is called by the task that says something
   */
  public void run(Loop loop, Consumer<String> said) {
    new Run(loop, said).main();
  }

  /** Its source in Java: a method that does the same as {@link #run(Loop)}. */
  public String toJava() {
    return new JavaText(main).toString();
  }

  /** Its source in Python, with the same names: a module that prints what it says. */
  public String toPython() {
    return new PythonText(main).toString();
  }

  /** What a failing sample shows. */
  String inBothLanguages() {
    return "in Java:\n" + toJava() + "in Python:\n" + toPython();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConcurrentProgram program && main.equals(program.main);
  }

  @Override
  public int hashCode() {
    return main.hashCode();
  }

  /** Its source in Java. */
  @Override
  public String toString() {
    return toJava();
  }

  /** The letter that a task says. */
  static String letter(int task) {
    return task < 26 ? String.valueOf((char) ('a' + task)) : "z" + task;
  }

  /** One run. */
  private final class Run {
    private final Loop loop;

    private final Consumer<String> said;

    private final LoopFuture<Object> future;

    /** All tasks, in the order of creation. */
    private final List<Task<?>> tasks = new ArrayList<>();

    /** The same by number. */
    private final Map<Integer, Task<?>> byNumber = new TreeMap<>();

    Run(Loop loop, Consumer<String> said) {
      this.loop = loop;
      this.said = said;
      future = loop.createFuture();
    }

    void main() {
      run(0, ConcurrentProgram.this.main);
      for (int i = 0; i < tasks.size(); i++) {
        Tasks.waitAll(List.of(tasks.get(i)));
      }
    }

    private void run(int task, List<Step> steps) {
      steps.forEach(step -> run(task, step));
    }

    private void run(int task, Step step) {
      Duration time = Duration.ofMillis(step.number());
      switch (step.kind()) {
        case SAY -> said.accept(letter(task));
        case YIELD -> Tasks.yieldNow();
        case SLEEP -> Tasks.sleep(time);
        case SPEND -> Tasks.spend(time);
        case CREATE -> create(step.number(), step.body());
        case AWAIT -> Tasks.waitAll(List.of(task(step.number())));
        case GATHER -> Tasks.gatherOutcomes(step.tasks().stream().map(this::task).toList()).await();
        case CANCEL -> task(step.number()).cancel();
        case SET -> {
          if (!future.isDone()) {
            future.setResult("set");
          }
        }
        case GET -> Tasks.waitUntil(List.of(future), ReturnWhen.ALL_COMPLETED, time);
      }
    }

    private Task<?> task(int number) {
      return Objects.requireNonNull(byNumber.get(number));
    }

    private void create(int number, List<Step> body) {
      Task<String> task =
          loop.createTask(
              "t" + number,
              () -> {
                run(number, body);
                return "";
              });
      tasks.add(task);
      byNumber.put(number, task);
    }
  }
}
