package dev.heddle.junit.jqwik;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement of a program as it is run and printed.
 *
 * @param kind what it does
 * @param number milliseconds, or the number of a task
 * @param tasks the tasks that it waits for
 * @param body of the task that it creates
 */
record Step(Statement kind, int number, List<Integer> tasks, List<Step> body) {
  /** The statements in this one, and itself. */
  int size() {
    return 1 + body.stream().mapToInt(Step::size).sum();
  }

  /** Whether it, or one in it, is of such a kind. */
  boolean has(Statement wanted) {
    return kind == wanted || body.stream().anyMatch(step -> step.has(wanted));
  }

  /** Makes the steps of the main task of a program. */
  static List<Step> of(List<Line> lines) {
    List<Task> tasks = new ArrayList<>(List.of(new Task(List.of())));
    for (Line line : lines) {
      Task task = tasks.get(line.who() % tasks.size());
      List<Integer> known = List.copyOf(task.known);
      switch (line.kind()) {
        case CREATE -> create(task, tasks);
        case AWAIT, CANCEL -> {
          if (!known.isEmpty()) {
            task.add(line.kind(), known.get(line.number() % known.size()), known);
          }
        }
        case GATHER -> {
          if (!known.isEmpty()) {
            task.add(line.kind(), 0, known);
          }
        }
        case SLEEP, SPEND, GET -> task.add(line.kind(), line.number() + 1, List.of());
        default -> task.add(line.kind(), 0, List.of());
      }
    }
    return tasks.get(0).steps;
  }

  private static void create(Task creator, List<Task> tasks) {
    int number = tasks.size();
    Task created = new Task(creator.known);
    tasks.add(created);
    creator.steps.add(new Step(Statement.CREATE, number, List.of(), created.steps));
    creator.known.add(number);
  }

  /** A task as its lines come in. */
  private static final class Task {
    final List<Step> steps = new ArrayList<>();

    /** The tasks that it may wait for: they were made before, so that nobody waits in a circle. */
    final List<Integer> known;

    Task(List<Integer> known) {
      this.known = new ArrayList<>(known);
    }

    void add(Statement kind, int number, List<Integer> tasks) {
      steps.add(new Step(kind, number, tasks, List.of()));
    }
  }
}
