package dev.heddle.specs.ordering;

import dev.heddle.LoopFuture;
import dev.heddle.specs.ordering.Event.What;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** Cancelling, and the end of a run. */
final class CancelRules {
  private CancelRules() {}

  static void write(Rules book) {
    book.always(
        "cancelled-never-starts",
        "A task that is cancelled before it has started never runs.",
        "CPython, Task.cancel",
        run ->
            run.all(What.CANCEL).stream()
                .filter(event -> event.value() == 0)
                .allMatch(
                    event -> {
                      int start = run.find(What.START, event.arg(), 0);
                      return start < 0 || start < Reading.place(run, event);
                    }),
        "cancels in the turn after the next",
        () ->
            new World() {
              @Override
              boolean cancel(LoopFuture<Integer> task) {
                boolean pending = !task.isDone();
                loop.callSoon(() -> loop.callSoon(task::cancel));
                return pending;
              }
            });
    book.always(
        "cancel-is-refused",
        "Cancelling a task that is done changes nothing, and says so.",
        "asyncio docs, Future.cancel",
        run ->
            Reading.next(
                run, What.CANCEL, (a, b) -> (a.value() == 1) == (b.what() == What.CANCEL_REFUSED)),
        "always says that it was cancelled",
        () ->
            new World() {
              @Override
              boolean cancel(LoopFuture<Integer> task) {
                task.cancel();
                return true;
              }
            });
    book.always(
        "cancel-arrives",
        "A task that sleeps or has yielded and is cancelled gets the cancellation there.",
        "asyncio docs, task cancellation",
        Reading::cancelArrives,
        "forgets the request",
        () ->
            new World() {
              @Override
              boolean cancel(LoopFuture<Integer> task) {
                return !task.isDone();
              }
            });
    book.always(
        "run-does-not-wait",
        "A run ends with its main task: it does not wait for tasks that nobody awaits.",
        "documents: unawaited tasks run in part",
        run -> {
          List<Event> events = run.events();
          for (int i = 1; i < events.size(); i++) {
            if (events.get(i).what() == What.MAIN_OVER && events.get(i - 1).who() != 0) {
              return false;
            }
          }
          return true;
        },
        "waits for all tasks",
        () ->
            new World() {
              @Override
              void end() {
                Worlds.drain(this);
              }
            });
    book.always(
        "rest-is-cancelled",
        "A task that is not done when the main task ends is cancelled.",
        "asyncio docs, asyncio.run",
        run -> {
          for (String name : run.verdict() == null ? run.listed() : List.<String>of()) {
            if (!name.startsWith("task ")) {
              continue;
            }
            int task = Reading.number(name);
            boolean ended = run.find(What.END, task, 0) >= 0 || run.find(What.FAIL, task, 0) >= 0;
            if (!run.task(task).isDone() || (!ended && !run.task(task).isCancelled())) {
              return false;
            }
          }
          return true;
        },
        "lets tasks swallow it",
        () ->
            new World() {
              @Override
              LoopFuture<Integer> spawn(String name, Callable<Integer> body) {
                return super.spawn(
                    name,
                    () -> {
                      try {
                        return body.call();
                      } catch (CancellationException e) {
                        return 0;
                      }
                    });
              }
            });
    book.always(
        "failures-are-told",
        "A failure that nobody looks at is told.",
        "asyncio docs, exceptions never retrieved",
        Reading::failuresAreTold,
        "keeps problems to itself",
        () ->
            new World() {
              @Override
              boolean tellsProblems() {
                return false;
              }
            });
  }
}
