package dev.heddle.specs.ordering;

import dev.heddle.LoopFuture;
import dev.heddle.specs.ordering.Event.What;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Tasks start, and are known. */
final class StartRules {
  private StartRules() {}

  static void write(Rules book) {
    book.documented(
        "creation-order",
        "Tasks start in the order of their creation.",
        "task start timing, C1; CPython R01",
        run -> {
          Set<Integer> lazy = new HashSet<>();
          run.all(What.SPAWN).forEach(event -> lazy.add(event.arg()));
          return Reading.ascending(
              run.all(What.START).stream().filter(start -> lazy.contains(start.who())).toList(),
              Event::who);
        },
        "starts the newest task first",
        Worlds::lastFirst);
    book.always(
        "lazy-start",
        "Nothing of a lazy task runs in the call that creates it.",
        "asyncio docs, create_task",
        run -> Reading.follows(run, What.SPAWN, What.SPAWNED),
        "starts every task eagerly",
        () ->
            new World() {
              @Override
              LoopFuture<Integer> spawn(String name, Callable<Integer> body) {
                return eager(name, body);
              }
            });
    book.always(
        "eager-start",
        "An eager task runs to its first suspension before the call that creates it returns.",
        "asyncio docs, eager_task_factory",
        run ->
            Reading.next(run, What.EAGER, (a, b) -> b.what() == What.START && b.who() == a.arg()),
        "starts no task eagerly",
        () ->
            new World() {
              @Override
              LoopFuture<Integer> eager(String name, Callable<Integer> body) {
                return spawn(name, body);
              }
            });
    book.always(
        "runs-once",
        "A task starts once, and ends at most once.",
        "asyncio docs, Task",
        run -> {
          for (int task = 1; task <= run.tasks(); task++) {
            int number = task;
            if (run.events().stream()
                    .filter(e -> e.who() == number && Reading.ENDS.contains(e.what()))
                    .count()
                > 1) {
              return false;
            }
          }
          return true;
        },
        "runs every body twice",
        () ->
            new World() {
              @Override
              LoopFuture<Integer> spawn(String name, Callable<Integer> body) {
                return super.spawn(
                    name,
                    () -> {
                      body.call();
                      return body.call();
                    });
              }
            });
    book.always(
        "current-task",
        "While a task's step runs, that task is the current one.",
        "asyncio docs, current_task",
        run -> run.impostors().isEmpty(),
        "says that the main task is the current one",
        () ->
            new World() {
              @Override
              String current() {
                return "Task-1";
              }
            });
    book.always(
        "tasks-are-listed",
        "The loop lists the tasks that are not done in the order of their creation.",
        "Heddle's design: insertion order where CPython goes by address",
        run -> {
          List<String> expected = new ArrayList<>();
          run.listed().stream().filter(name -> name.startsWith("task ")).forEach(expected::add);
          expected.sort((a, b) -> Integer.compare(Reading.number(a), Reading.number(b)));
          return run.listed().stream()
              .filter(name -> name.startsWith("task "))
              .toList()
              .equals(expected);
        },
        "lists the newest first",
        () ->
            new World() {
              @Override
              List<String> allTasks() {
                return super.allTasks().reversed();
              }
            });
  }
}
