package dev.heddle.specs.ordering;

import dev.heddle.LoopFuture;
import dev.heddle.specs.ordering.Event.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Callbacks and timers. */
final class CallbackRules {
  private CallbackRules() {}

  static void write(Rules book) {
    book.always(
        "callbacks-in-order",
        "Callbacks run in the order in which they were registered.",
        "asyncio docs, call_soon",
        run -> Reading.ascending(run.all(What.SOON_RUN), Event::arg),
        "runs the last one first",
        () ->
            new World() {
              private final List<Runnable> waiting = new ArrayList<>();

              @Override
              void soon(Runnable callback) {
                waiting.add(callback);
                loop.callSoon(() -> waiting.remove(waiting.size() - 1).run());
              }
            });
    book.always(
        "callback-after-the-step",
        "A callback does not run in the step that registers it.",
        "asyncio docs, call_soon",
        run -> Reading.next(run, What.SOON, (a, b) -> b.who() != Event.NOBODY),
        "calls callbacks at once",
        () ->
            new World() {
              @Override
              void soon(Runnable callback) {
                callback.run();
              }
            });
    book.always(
        "done-callbacks-in-order",
        "The callbacks of one task run in the order of adding.",
        "asyncio docs, add_done_callback",
        run -> {
          Map<Long, List<Event>> ofTask = new HashMap<>();
          run.all(What.DONE_RUN)
              .forEach(e -> ofTask.computeIfAbsent(e.value(), k -> new ArrayList<>()).add(e));
          return ofTask.values().stream().allMatch(events -> Reading.ascending(events, Event::arg));
        },
        "runs the last one first",
        () ->
            new World() {
              private final Map<LoopFuture<Integer>, List<Runnable>> added = new HashMap<>();

              @Override
              void onDone(LoopFuture<Integer> task, Runnable callback) {
                List<Runnable> all = added.computeIfAbsent(task, key -> new ArrayList<>());
                all.add(callback);
                task.addDoneCallback(done -> all.remove(all.size() - 1).run());
              }
            });
    book.always(
        "timer-at-its-time",
        "A timer fires at its very time, if no step takes time.",
        "Heddle's design: time jumps to the next deadline",
        run -> Reading.spends(run) || Reading.timers(run).allMatch(timer -> timer.late() == 0),
        "fires a millisecond late",
        () ->
            new World() {
              @Override
              void later(int millis, Runnable callback) {
                super.later(millis + 1, callback);
              }
            });
    book.always(
        "timers-by-deadline",
        "Timers fire in the order of their deadlines.",
        "asyncio docs, call_later",
        run -> Reading.ascending(run.all(What.LATER_RUN), event -> Reading.deadline(run, event)),
        "fires those with the longest delay first",
        () ->
            new World() {
              @Override
              void later(int millis, Runnable callback) {
                super.later(10 - millis, callback);
              }
            });
    book.documented(
        "timer-ties",
        "Timers of the same deadline fire in the order of their creation.",
        "Heddle's design: CPython leaves it open",
        run -> {
          List<Event> runs = run.all(What.LATER_RUN);
          for (int i = 1; i < runs.size(); i++) {
            Event a = runs.get(i - 1);
            Event b = runs.get(i);
            if (Reading.deadline(run, a) == Reading.deadline(run, b) && a.arg() > b.arg()) {
              return false;
            }
          }
          return true;
        },
        "fires the newest first",
        Worlds::lastTimerFirst);
  }
}
