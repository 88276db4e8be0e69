package dev.heddle.specs.ordering;

import dev.heddle.LoopFuture;
import dev.heddle.ReturnWhen;
import dev.heddle.Tasks;
import dev.heddle.specs.ordering.Event.What;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Awaiting and gathering. */
final class AwaitRules {
  private AwaitRules() {}

  static void write(Rules book) {
    book.always(
        "await-of-done",
        "Awaiting a task that is done does not yield.",
        "CPython, Future.__await__",
        run -> Reading.next(run, What.AWAIT, (a, b) -> a.value() == 0 || b.who() == a.who()),
        "yields before every await",
        () ->
            new World() {
              @Override
              Integer await(LoopFuture<Integer> task) {
                Tasks.yieldNow();
                return task.await();
              }
            });
    book.always(
        "await-waits",
        "Awaiting a task returns only when the task has ended.",
        "asyncio docs, awaitables",
        run ->
            run.all(What.AWAITED).stream()
                .allMatch(
                    event -> {
                      int end = run.find(What.END, event.arg(), 0);
                      return end >= 0 && end < Reading.place(run, event);
                    }),
        "returns at once from an await",
        () ->
            new World() {
              @Override
              Integer await(LoopFuture<Integer> task) {
                return task.isDone() ? task.await() : Integer.valueOf(0);
              }
            });
    book.always(
        "await-result",
        "Awaiting a task gives its result, to everybody who awaits it.",
        "asyncio docs, awaitables",
        run -> run.all(What.AWAITED).stream().allMatch(event -> event.value() == event.arg()),
        "gives another result the second time",
        () ->
            new World() {
              private final Set<LoopFuture<Integer>> awaited = new HashSet<>();

              @Override
              Integer await(LoopFuture<Integer> task) {
                return awaited.add(task) ? super.await(task) : super.await(task) + 1;
              }
            });
    book.always(
        "await-failure",
        "Awaiting a task that failed throws the very exception that it failed with.",
        "asyncio docs, Task.exception",
        run -> run.all(What.AWAIT_FAILED).stream().allMatch(event -> event.value() == 1),
        "throws a copy",
        () ->
            new World() {
              @Override
              Integer await(LoopFuture<Integer> task) {
                try {
                  return super.await(task);
                } catch (Run.ProgramFailure e) {
                  throw new Run.ProgramFailure();
                }
              }
            });
    book.documented(
        "waiters-in-order",
        "Who has begun first to await a task goes on first when it is done.",
        "CPython, Future callbacks",
        Reading::waitersInOrder,
        "wakes the last one first",
        Worlds::lastFirst);
    book.always(
        "gather-order",
        "The results of gather are in the order of its arguments.",
        "asyncio docs, gather",
        run -> run.all(What.GATHERED).stream().allMatch(event -> event.arg() == 1),
        "puts the last result first",
        () ->
            new World() {
              @Override
              List<Integer> gather(List<LoopFuture<Integer>> tasks) {
                return super.gather(tasks).reversed();
              }
            });
    book.always(
        "gather-all",
        "Gather returns when all are done.",
        "asyncio docs, gather",
        run -> run.all(What.GATHERED).stream().allMatch(event -> event.value() == 0),
        "returns when one is done",
        () ->
            new World() {
              @Override
              List<Integer> gather(List<LoopFuture<Integer>> tasks) {
                Tasks.waitUntil(tasks, ReturnWhen.FIRST_COMPLETED, null);
                return List.of();
              }
            });
  }
}
