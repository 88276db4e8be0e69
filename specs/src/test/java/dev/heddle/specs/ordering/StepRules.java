package dev.heddle.specs.ordering;

import dev.heddle.Tasks;
import dev.heddle.specs.ordering.Event.What;
import java.util.List;

/** Steps are whole, and code takes no time. */
final class StepRules {
  private StepRules() {}

  static void write(Rules book) {
    book.always(
        "no-preemption",
        "A step's effects are contiguous: nobody else runs before it suspends.",
        "task start timing; asyncio docs, coroutines",
        Reading::isContiguous,
        "gives way after every statement",
        () ->
            new World() {
              @Override
              void told() {
                Tasks.yieldNow();
              }
            });
    book.always(
        "coroutine-call",
        "Awaiting a coroutine does not yield: its first statement comes next.",
        "documents: awaiting a coroutine",
        run -> Reading.follows(run, What.CALL, What.CALLED),
        "yields before a coroutine",
        () ->
            new World() {
              @Override
              void call(Runnable coroutine) {
                Tasks.yieldNow();
                coroutine.run();
              }
            });
    book.always(
        "coroutine-return",
        "Returning from a coroutine does not yield: the caller goes on at once.",
        "documents: awaiting a coroutine",
        run -> Reading.follows(run, What.RETURN, What.RETURNED),
        "yields after a coroutine",
        () ->
            new World() {
              @Override
              void call(Runnable coroutine) {
                coroutine.run();
                Tasks.yieldNow();
              }
            });
    book.documented(
        "yields-take-turns",
        "Who has yielded first goes on first.",
        "asyncio docs, sleep(0); CPython's ready queue",
        run -> Reading.inOrder(run, What.YIELD, What.YIELDED, event -> Reading.place(run, event)),
        "lets the last one go on first",
        Worlds::lastFirst);
    book.always(
        "time-goes-on",
        "Time never goes back.",
        "asyncio docs, loop.time",
        run -> Reading.ascending(run.events(), Event::nanos),
        "has a clock that is set back now and then",
        () ->
            new World() {
              private int looks;

              @Override
              long nanos() {
                return super.nanos() - (++looks % 5 == 0 ? 1 : 0);
              }
            });
    book.always(
        "code-takes-no-time",
        "Within a step time stands still, unless the step spends it.",
        "Heddle's design: an infinitely fast machine",
        run -> {
          List<Event> events = run.events();
          for (int i = 1; i < events.size(); i++) {
            Event a = events.get(i - 1);
            Event b = events.get(i);
            boolean over = Reading.endsStep(a) || a.what() == What.SPEND;
            if (!over && a.who() == b.who() && a.nanos() != b.nanos()) {
              return false;
            }
          }
          return true;
        },
        "takes a microsecond for a statement",
        () ->
            new World() {
              @Override
              void told() {
                Tasks.spend(java.time.Duration.ofNanos(1_000));
              }
            });
    book.always(
        "no-time-while-ready",
        "Time does not move while work is ready: a yield takes none.",
        "asyncio, _run_once",
        run -> Reading.spends(run) || Reading.apart(run, What.YIELD, What.YIELDED, began -> 0),
        "yields for a millisecond",
        () ->
            new World() {
              @Override
              void yieldNow() {
                super.sleep(1);
              }
            });
    book.always(
        "sleep-is-exact",
        "A sleep takes its very time, if no step takes time.",
        "Heddle's design: time jumps to the next deadline",
        run ->
            Reading.spends(run)
                || Reading.apart(run, What.SLEEP, What.SLEPT, began -> began.arg() * Reading.MILLI),
        "sleeps a millisecond longer",
        () ->
            new World() {
              @Override
              void sleep(int millis) {
                super.sleep(millis + 1);
              }
            });
    book.documented(
        "sleepers-in-order",
        "Sleepers wake up by deadline, and then in the order in which they fell asleep.",
        "documents: completion order of sleeps",
        run ->
            Reading.inOrder(
                run,
                What.SLEEP,
                What.SLEPT,
                event ->
                    (event.nanos() / Reading.MILLI + event.arg()) * 10_000
                        + Reading.place(run, event)),
        "wakes the last one first",
        Worlds::lastFirst);
    book.always(
        "spend-is-exact",
        "A step that spends time takes that very time, and gives way to nobody.",
        "Heddle's design: an explicit call to spend time",
        run ->
            Reading.next(
                run,
                What.SPEND,
                (a, b) ->
                    b.what() == What.SPENT && b.nanos() - a.nanos() == a.arg() * Reading.MILLI),
        "sleeps instead",
        () ->
            new World() {
              @Override
              void spend(int millis) {
                sleep(millis);
              }
            });
  }
}
