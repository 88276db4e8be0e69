package dev.heddle.specs.ordering;

import dev.heddle.LoopFuture;
import dev.heddle.Tasks;
import dev.heddle.WaitFor;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.specs.ordering.Event.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** All ordering rules, each with its source and with a loop that breaks it and nothing else. */
final class Rules {
  private static final long MILLI = 1_000_000;

  /** After these another task may go on: its step is over, or it has an eager task go first. */
  private static final Set<What> ENDS_OF_STEPS =
      EnumSet.of(
          What.END,
          What.FAIL,
          What.CANCELLED,
          What.YIELD,
          What.SLEEP,
          What.EAGER,
          What.SOON_RUN,
          What.LATER_RUN,
          What.DONE_RUN,
          What.MAIN_OVER,
          What.PROBLEM);

  private static final Set<What> ENDS = EnumSet.of(What.END, What.FAIL, What.CANCELLED);

  private static final List<Rule> ALL = new ArrayList<>();

  private Rules() {}

  static List<Rule> all() {
    return Collections.unmodifiableList(ALL);
  }

  static Rule named(String name) {
    return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  private static void always(
      String name,
      String sentence,
      String source,
      Predicate<Run> holds,
      String broken,
      Supplier<World> world) {
    add(name, sentence, source, Check.of(holds), World::new, broken, world);
  }

  private static void documented(
      String name,
      String sentence,
      String source,
      Predicate<Run> holds,
      String broken,
      UnaryOperator<Policy> policy) {
    ALL.add(
        new Rule(
            name,
            sentence,
            source,
            false,
            Check.of(holds),
            World::new,
            broken,
            World::new,
            policy));
  }

  private static void add(
      String name,
      String sentence,
      String source,
      Check check,
      Supplier<World> intact,
      String broken,
      Supplier<World> world) {
    ALL.add(
        new Rule(
            name, sentence, source, true, check, intact, broken, world, UnaryOperator.identity()));
  }

  // ---- reading runs -----------------------------------------------------------------------

  /** Whether something is true of each event of a kind and the event right after it. */
  private static boolean next(Run run, What what, java.util.function.BiPredicate<Event, Event> is) {
    List<Event> events = run.events();
    for (int i = 0; i + 1 < events.size(); i++) {
      if (events.get(i).what() == what && !is.test(events.get(i), events.get(i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean follows(Run run, What first, What second) {
    return next(run, first, (a, b) -> b.what() == second && b.arg() == a.arg());
  }

  private static boolean ascending(List<Event> events, ToLongFunction<Event> key) {
    for (int i = 1; i < events.size(); i++) {
      if (key.applyAsLong(events.get(i - 1)) > key.applyAsLong(events.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean spends(Run run) {
    return !run.all(What.SPEND).isEmpty();
  }

  /** Whether each that begins like this ends like that, by the same task, in the same order. */
  private static boolean inOrder(Run run, What begin, What end, ToLongFunction<Event> key) {
    Map<Integer, Event> open = new HashMap<>();
    List<Event> ended = new ArrayList<>();
    for (Event event : run.events()) {
      if (event.what() == begin) {
        open.put(event.who(), event);
      } else if (event.what() == end && open.containsKey(event.who())) {
        ended.add(open.remove(event.who()));
      } else {
        open.remove(event.who());
      }
    }
    return ascending(ended, key);
  }

  /** Whether each pair of these lies a time apart. */
  private static boolean apart(Run run, What begin, What end, ToLongFunction<Event> nanos) {
    Map<Integer, Event> open = new HashMap<>();
    for (Event event : run.events()) {
      if (event.what() == begin) {
        open.put(event.who(), event);
      } else if (event.what() == end) {
        Event began = open.remove(event.who());
        if (event.nanos() - began.nanos() != nanos.applyAsLong(began)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int place(Run run, Event event) {
    List<Event> events = run.events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) == event) {
        return i;
      }
    }
    throw new IllegalArgumentException("no event of this run: " + event);
  }

  private static Event nextOf(Run run, int from, int who) {
    for (Event event : run.events().subList(from, run.events().size())) {
      if (event.who() == who) {
        return event;
      }
    }
    return null;
  }

  // ---- orders that are broken ---------------------------------------------------------------

  private static Policy lastFirst(Policy policy) {
    return Policies.lifo();
  }

  private static Policy lastTimerFirst(Policy policy) {
    return decision -> {
      int option = decision.size() - 1;
      boolean tie = decision.kind(0) == Decision.Kind.TIMER;
      while (tie && decision.kind(option) != Decision.Kind.TIMER) {
        option--;
      }
      return tie ? option : 0;
    };
  }

  // ---- the rules: starting ------------------------------------------------------------------

  static {
    documented(
        "creation-order",
        "Tasks start in the order of their creation.",
        "task start timing, C1; CPython R01",
        run -> {
          Set<Integer> lazy = new HashSet<>();
          run.all(What.SPAWN).forEach(event -> lazy.add(event.arg()));
          return ascending(
              run.all(What.START).stream().filter(start -> lazy.contains(start.who())).toList(),
              Event::who);
        },
        "starts the newest task first",
        Rules::lastFirst);
    always(
        "lazy-start",
        "Nothing of a lazy task runs in the call that creates it.",
        "asyncio docs, create_task",
        run -> follows(run, What.SPAWN, What.SPAWNED),
        "starts every task eagerly",
        () ->
            new World() {
              @Override
              LoopFuture<Integer> spawn(String name, Callable<Integer> body) {
                return eager(name, body);
              }
            });
    always(
        "eager-start",
        "An eager task runs to its first suspension before the call that creates it returns.",
        "asyncio docs, eager_task_factory",
        run -> next(run, What.EAGER, (a, b) -> b.what() == What.START && b.who() == a.arg()),
        "starts no task eagerly",
        () ->
            new World() {
              @Override
              LoopFuture<Integer> eager(String name, Callable<Integer> body) {
                return spawn(name, body);
              }
            });
    always(
        "runs-once",
        "A task starts once, and ends at most once.",
        "asyncio docs, Task",
        run -> {
          for (int task = 1; task <= run.tasks(); task++) {
            int number = task;
            if (run.events().stream()
                    .filter(e -> e.who() == number && ENDS.contains(e.what()))
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
    always(
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
    always(
        "tasks-are-listed",
        "The loop lists the tasks that are not done in the order of their creation.",
        "Heddle's design: insertion order where CPython goes by address",
        run -> {
          List<String> expected = new ArrayList<>();
          run.listed().stream().filter(name -> name.startsWith("task ")).forEach(expected::add);
          expected.sort((a, b) -> Integer.compare(number(a), number(b)));
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

    // ---- steps ------------------------------------------------------------------------------

    always(
        "no-preemption",
        "A step's effects are contiguous: nobody else runs before it suspends.",
        "task start timing; asyncio docs, coroutines",
        Rules::isContiguous,
        "gives way after every statement",
        () ->
            new World() {
              @Override
              void told() {
                Tasks.yieldNow();
              }
            });
    always(
        "coroutine-call",
        "Awaiting a coroutine does not yield: its first statement comes next.",
        "documents: awaiting a coroutine",
        run -> follows(run, What.CALL, What.CALLED),
        "yields before a coroutine",
        () ->
            new World() {
              @Override
              void call(Runnable coroutine) {
                Tasks.yieldNow();
                coroutine.run();
              }
            });
    always(
        "coroutine-return",
        "Returning from a coroutine does not yield: the caller goes on at once.",
        "documents: awaiting a coroutine",
        run -> follows(run, What.RETURN, What.RETURNED),
        "yields after a coroutine",
        () ->
            new World() {
              @Override
              void call(Runnable coroutine) {
                coroutine.run();
                Tasks.yieldNow();
              }
            });
    documented(
        "yields-take-turns",
        "Who has yielded first goes on first.",
        "asyncio docs, sleep(0); CPython's ready queue",
        run -> inOrder(run, What.YIELD, What.YIELDED, event -> place(run, event)),
        "lets the last one go on first",
        Rules::lastFirst);

    // ---- awaiting -----------------------------------------------------------------------------

    always(
        "await-of-done",
        "Awaiting a task that is done does not yield.",
        "CPython, Future.__await__",
        run -> next(run, What.AWAIT, (a, b) -> a.value() == 0 || b.who() == a.who()),
        "yields before every await",
        () ->
            new World() {
              @Override
              Integer await(LoopFuture<Integer> task) {
                Tasks.yieldNow();
                return task.await();
              }
            });
    always(
        "await-waits",
        "Awaiting a task returns only when the task has ended.",
        "asyncio docs, awaitables",
        run ->
            run.all(What.AWAITED).stream()
                .allMatch(
                    event -> {
                      int end = run.find(What.END, event.arg(), 0);
                      return end >= 0 && end < place(run, event);
                    }),
        "returns at once from an await",
        () ->
            new World() {
              @Override
              Integer await(LoopFuture<Integer> task) {
                return task.isDone() ? task.await() : Integer.valueOf(0);
              }
            });
    always(
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
    always(
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
    documented(
        "waiters-in-order",
        "Who has begun first to await a task goes on first when it is done.",
        "CPython, Future callbacks",
        Rules::waitersInOrder,
        "wakes the last one first",
        Rules::lastFirst);

    // ---- gather -------------------------------------------------------------------------------

    always(
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
    always(
        "gather-all",
        "Gather returns when all are done.",
        "asyncio docs, gather",
        run -> run.all(What.GATHERED).stream().allMatch(event -> event.value() == 0),
        "returns when one is done",
        () ->
            new World() {
              @Override
              List<Integer> gather(List<LoopFuture<Integer>> tasks) {
                Tasks.wait(tasks, WaitFor.FIRST_COMPLETED, null);
                return List.of();
              }
            });

    // ---- cancelling ---------------------------------------------------------------------------

    always(
        "cancelled-never-starts",
        "A task that is cancelled before it has started never runs.",
        "CPython, Task.cancel",
        run ->
            run.all(What.CANCEL).stream()
                .filter(event -> event.value() == 0)
                .allMatch(
                    event -> {
                      int start = run.find(What.START, event.arg(), 0);
                      return start < 0 || start < place(run, event);
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
    always(
        "cancel-is-refused",
        "Cancelling a task that is done changes nothing, and says so.",
        "asyncio docs, Future.cancel",
        run ->
            next(run, What.CANCEL, (a, b) -> (a.value() == 1) == (b.what() == What.CANCEL_REFUSED)),
        "always says that it was cancelled",
        () ->
            new World() {
              @Override
              boolean cancel(LoopFuture<Integer> task) {
                task.cancel();
                return true;
              }
            });
    always(
        "cancel-arrives",
        "A task that waits and is cancelled gets the cancellation where it waits.",
        "asyncio docs, task cancellation",
        Rules::cancelArrives,
        "forgets the request",
        () ->
            new World() {
              @Override
              boolean cancel(LoopFuture<Integer> task) {
                return !task.isDone();
              }
            });

    // ---- callbacks and timers -------------------------------------------------------------------

    always(
        "callbacks-in-order",
        "Callbacks run in the order in which they were registered.",
        "asyncio docs, call_soon",
        run -> ascending(run.all(What.SOON_RUN), Event::arg),
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
    always(
        "callback-after-the-step",
        "A callback does not run in the step that registers it.",
        "asyncio docs, call_soon",
        run -> next(run, What.SOON, (a, b) -> b.who() != Event.NOBODY),
        "calls callbacks at once",
        () ->
            new World() {
              @Override
              void soon(Runnable callback) {
                callback.run();
              }
            });
    always(
        "done-callbacks-in-order",
        "The callbacks of one task run in the order of adding.",
        "asyncio docs, add_done_callback",
        run -> {
          Map<Long, List<Event>> ofTask = new HashMap<>();
          run.all(What.DONE_RUN)
              .forEach(e -> ofTask.computeIfAbsent(e.value(), k -> new ArrayList<>()).add(e));
          return ofTask.values().stream().allMatch(events -> ascending(events, Event::arg));
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
    always(
        "timer-at-its-time",
        "A timer fires at its very time, if no step takes time.",
        "Heddle's design: time jumps to the next deadline",
        run -> spends(run) || timers(run).allMatch(timer -> timer.late() == 0),
        "fires a millisecond late",
        () ->
            new World() {
              @Override
              void later(int millis, Runnable callback) {
                super.later(millis + 1, callback);
              }
            });
    always(
        "timers-by-deadline",
        "Timers fire in the order of their deadlines.",
        "asyncio docs, call_later",
        run -> ascending(run.all(What.LATER_RUN), event -> deadline(run, event)),
        "fires those with the longest delay first",
        () ->
            new World() {
              @Override
              void later(int millis, Runnable callback) {
                super.later(10 - millis, callback);
              }
            });
    documented(
        "timer-ties",
        "Timers of the same deadline fire in the order of their creation.",
        "Heddle's design: CPython leaves it open",
        run -> {
          List<Event> runs = run.all(What.LATER_RUN);
          for (int i = 1; i < runs.size(); i++) {
            Event a = runs.get(i - 1);
            Event b = runs.get(i);
            if (deadline(run, a) == deadline(run, b) && a.arg() > b.arg()) {
              return false;
            }
          }
          return true;
        },
        "fires the newest first",
        Rules::lastTimerFirst);

    // ---- time ---------------------------------------------------------------------------------

    always(
        "time-goes-on",
        "Time never goes back.",
        "asyncio docs, loop.time",
        run -> ascending(run.events(), Event::nanos),
        "has a clock that is set back now and then",
        () ->
            new World() {
              private int looks;

              @Override
              long nanos() {
                return super.nanos() - (++looks % 5 == 0 ? 1 : 0);
              }
            });
    always(
        "code-takes-no-time",
        "Within a step time stands still, unless the step spends it.",
        "Heddle's design: an infinitely fast machine",
        run -> {
          List<Event> events = run.events();
          for (int i = 1; i < events.size(); i++) {
            Event a = events.get(i - 1);
            Event b = events.get(i);
            boolean over = endsStep(a) || a.what() == What.SPEND;
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
    always(
        "no-time-while-ready",
        "Time does not move while work is ready: a yield takes none.",
        "asyncio, _run_once",
        run -> spends(run) || apart(run, What.YIELD, What.YIELDED, began -> 0),
        "yields for a millisecond",
        () ->
            new World() {
              @Override
              void yieldNow() {
                super.sleep(1);
              }
            });
    always(
        "sleep-is-exact",
        "A sleep takes its very time, if no step takes time.",
        "Heddle's design: time jumps to the next deadline",
        run -> spends(run) || apart(run, What.SLEEP, What.SLEPT, began -> began.arg() * MILLI),
        "sleeps a millisecond longer",
        () ->
            new World() {
              @Override
              void sleep(int millis) {
                super.sleep(millis + 1);
              }
            });
    documented(
        "sleepers-in-order",
        "Sleepers wake up by deadline, and then in the order in which they fell asleep.",
        "documents: completion order of sleeps",
        run ->
            inOrder(
                run,
                What.SLEEP,
                What.SLEPT,
                event -> (event.nanos() / MILLI + event.arg()) * 10_000 + place(run, event)),
        "wakes the last one first",
        Rules::lastFirst);
    always(
        "spend-is-exact",
        "A step that spends time takes that very time, and gives way to nobody.",
        "Heddle's design: an explicit call to spend time",
        run ->
            next(
                run,
                What.SPEND,
                (a, b) -> b.what() == What.SPENT && b.nanos() - a.nanos() == a.arg() * MILLI),
        "sleeps instead",
        () ->
            new World() {
              @Override
              void spend(int millis) {
                sleep(millis);
              }
            });

    // ---- the end ------------------------------------------------------------------------------

    always(
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
                drain(this);
              }
            });
    always(
        "rest-is-cancelled",
        "A task that is not done when the main task ends is cancelled.",
        "asyncio docs, asyncio.run",
        run -> {
          for (String name : run.verdict() == null ? run.listed() : List.<String>of()) {
            if (!name.startsWith("task ")) {
              continue;
            }
            int task = number(name);
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
    always(
        "failures-are-told",
        "A failure that nobody looks at is told.",
        "asyncio docs, exceptions never retrieved",
        Rules::failuresAreTold,
        "keeps problems to itself",
        () ->
            new World() {
              @Override
              boolean tellsProblems() {
                return false;
              }
            });

    // ---- whole runs -----------------------------------------------------------------------------

    add(
        "same-schedule-same-run",
        "The same program by the same schedule does the same.",
        "Heddle's design: determinism",
        (world, program, policy) ->
            Run.of(world.get(), program, policy.get())
                .events()
                .equals(Run.of(world.get(), program, policy.get()).events()),
        World::new,
        "sleeps for another time in every run",
        Moody::new);
    add(
        "order-does-not-count",
        "Where the result does not depend on the order, it is the same under every schedule.",
        "Heddle's design: schedules reorder, and change nothing else",
        Check.of(run -> run.world() instanceof Counting world && world.isRight(run)),
        Counting::new,
        "loses an update when two interleave",
        () ->
            new Counting() {
              @Override
              void ended() {
                int read = count;
                Tasks.yieldNow();
                count = read + 1;
              }
            });
  }

  // ---- longer checks --------------------------------------------------------------------------

  private static int number(String name) {
    return Integer.parseInt(name.substring("task ".length()));
  }

  private static boolean endsStep(Event event) {
    boolean waits = event.what() == What.AWAIT || event.what() == What.GATHER;
    return ENDS_OF_STEPS.contains(event.what()) || (waits && event.value() == 0);
  }

  private static boolean isContiguous(Run run) {
    List<Event> events = run.events();
    for (int i = 1; i < events.size(); i++) {
      Event a = events.get(i - 1);
      if (a.who() != events.get(i).who() && !endsStep(a)) {
        return false;
      }
    }
    return true;
  }

  private static boolean waitersInOrder(Run run) {
    Map<Integer, List<Event>> waiting = new HashMap<>();
    for (Event event : run.events()) {
      waiting
          .values()
          .forEach(
              list ->
                  list.removeIf(
                      e -> e.who() == event.who() && e != event && event.what() == What.CANCELLED));
      if (event.what() == What.AWAIT && event.value() == 0) {
        waiting.computeIfAbsent(event.arg(), key -> new ArrayList<>()).add(event);
      } else if (event.what() == What.AWAITED || event.what() == What.AWAIT_FAILED) {
        List<Event> line = waiting.getOrDefault(event.arg(), new ArrayList<>());
        if (line.stream().anyMatch(e -> e.who() == event.who())
            && event.what() == What.AWAITED
            && line.get(0).who() != event.who()) {
          return false;
        }
        line.removeIf(e -> e.who() == event.who());
      }
    }
    return true;
  }

  private static boolean cancelArrives(Run run) {
    Set<What> answers = EnumSet.of(What.CANCELLED, What.AWAIT_FAILED, What.GATHER_FAILED);
    for (Event cancel : run.all(What.CANCEL)) {
      int place = place(run, cancel);
      int start = run.find(What.START, cancel.arg(), 0);
      boolean waits = cancel.value() == 0 && start >= 0 && start < place;
      Event answer = nextOf(run, place, cancel.arg());
      if (waits && answer != null && !answers.contains(answer.what())) {
        return false;
      }
    }
    return true;
  }

  private record Timer(long late) {}

  private static java.util.stream.Stream<Timer> timers(Run run) {
    return run.all(What.LATER_RUN).stream()
        .map(event -> new Timer(event.nanos() - deadline(run, event)));
  }

  /** When the timer of an event was to fire. */
  private static long deadline(Run run, Event fired) {
    Event made =
        run.all(What.LATER).stream().filter(e -> e.arg() == fired.arg()).findFirst().orElseThrow();
    return made.nanos() + made.value() * MILLI;
  }

  private static boolean failuresAreTold(Run run) {
    if (!run.all(What.GATHER).isEmpty() || !run.all(What.CANCEL).isEmpty()) {
      return true;
    }
    long unseen =
        run.all(What.FAIL).stream()
            .filter(e -> run.all(What.AWAIT).stream().noneMatch(a -> a.arg() == e.who()))
            .count();
    return run.verdict() != null || run.all(What.PROBLEM).size() >= unseen;
  }

  /** Waits until nobody else is left. */
  private static void drain(World world) {
    while (world.loop.allTasks().size() > 1) {
      world.sleep(1);
    }
  }

  /** Counts the tasks that end, and waits for all of them. */
  static class Counting extends World {
    int count;

    @Override
    void ended() {
      count++;
    }

    @Override
    void end() {
      drain(this);
    }

    boolean isRight(Run run) {
      boolean partial =
          run.hasFailed()
              || run.verdict() != null
              || !run.all(What.FAIL).isEmpty()
              || !run.all(What.CANCEL).isEmpty();
      return partial || count == run.tasks();
    }
  }

  /** Remembers how many runs there were. */
  static final class Moody extends World {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final int mood = RUNS.incrementAndGet() % 2;

    @Override
    void sleep(int millis) {
      super.sleep(millis + mood);
    }
  }
}
