package dev.heddle.specs.ordering;

import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.specs.ordering.Event.What;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.VerdictError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A program that has run, and what it did, in order. */
final class Run {
  private static final int STEP_LIMIT = 20_000;

  private final World world;

  private final List<Event> events = new ArrayList<>();

  /** By number; the main task is not among them. */
  private final List<LoopFuture<Integer>> tasks = new ArrayList<>();

  /** The exceptions that tasks have failed with, by number. */
  private final List<@Nullable Throwable> thrown = new ArrayList<>();

  /** The verdict of the loop; null if the run has ended. */
  private @Nullable VerdictError verdict;

  /** The main task has failed: it has not come to its end. */
  private boolean failed;

  /** Who was said to be current when somebody else was. */
  private final List<String> impostors = new ArrayList<>();

  /** The tasks that the loop lists at the end of main. */
  private final List<String> listed = new ArrayList<>();

  private int callbacks;

  private int coroutines;

  private Run(World world) {
    this.world = world;
  }

  /** Runs a program in the default order. */
  static Run documented(World world, List<Op> program) {
    return of(world, program, Policies.fifo());
  }

  /** Runs a program by a policy. */
  static Run of(World world, List<Op> program, Policy policy) {
    Run run = new Run(world);
    try {
      Loop.builder()
          .policy(policy)
          .stepLimit(STEP_LIMIT)
          .traceLimit(0)
          .problems(run::problem)
          .run(
              loop -> {
                world.loop = loop;
                run.main(program);
                return null;
              });
    } catch (VerdictError e) {
      run.verdict = e;
    } catch (ProgramFailure | CancellationException e) {
      run.failed = true;
    }
    return run;
  }

  private void main(List<Op> program) {
    thrown.add(null);
    try {
      body(0, program);
      world.end();
      listed.addAll(world.allTasks());
    } finally {
      tell(What.MAIN_OVER, 0, 0, 0);
    }
  }

  /** What a program throws on purpose. */
  static final class ProgramFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProgramFailure() {
      super("on purpose", null, false, false);
    }
  }

  // ---- the program ------------------------------------------------------------------------

  private void body(int who, List<Op> ops) {
    for (Op op : ops) {
      step(who, op);
    }
  }

  private void step(int who, Op op) {
    int millis = op.arg() + 1;
    switch (op.kind()) {
      case YIELD -> {
        tell(What.YIELD, who, 0, 0);
        world.yieldNow();
        tell(What.YIELDED, who, 0, 0);
      }
      case SLEEP -> {
        tell(What.SLEEP, who, millis, 0);
        world.sleep(millis);
        tell(What.SLEPT, who, millis, 0);
      }
      case SPEND -> {
        tell(What.SPEND, who, millis, 0);
        world.spend(millis);
        tell(What.SPENT, who, millis, 0);
      }
      case SPAWN -> make(who, op, false);
      case EAGER -> make(who, op, true);
      case CALL -> call(who, op);
      case SOON -> {
        int number = ++callbacks;
        tell(What.SOON, who, number, 0);
        world.soon(() -> tell(What.SOON_RUN, Event.NOBODY, number, 0));
      }
      case LATER -> {
        int number = ++callbacks;
        tell(What.LATER, who, number, millis);
        world.later(millis, () -> tell(What.LATER_RUN, Event.NOBODY, number, millis));
      }
      case FAIL -> throw new ProgramFailure();
      default -> ofTask(who, op);
    }
  }

  private void call(int who, Op op) {
    int number = ++coroutines;
    tell(What.CALL, who, number, 0);
    world.call(
        () -> {
          tell(What.CALLED, who, number, 0);
          body(who, op.body());
          tell(What.RETURN, who, number, 0);
        });
    tell(What.RETURNED, who, number, 0);
  }

  private void make(int who, Op op, boolean eager) {
    int number = tasks.size() + 1;
    tasks.add(world.loop.createFuture()); // its place; an eager task may look for it
    thrown.add(null);
    String name = "task " + number;
    Callable<Integer> body = () -> task(number, op.body());
    tell(eager ? What.EAGER : What.SPAWN, who, number, 0);
    tasks.set(number - 1, eager ? world.eager(name, body) : world.spawn(name, body));
    tell(eager ? What.EAGERED : What.SPAWNED, who, number, 0);
  }

  private Integer task(int number, List<Op> ops) {
    tell(What.START, number, 0, 0);
    try {
      body(number, ops);
    } catch (CancellationException e) {
      tell(What.CANCELLED, number, 0, 0);
      throw e;
    } catch (ProgramFailure e) {
      thrown.set(number, e);
      tell(What.FAIL, number, 0, 0);
      throw e;
    }
    world.ended();
    tell(What.END, number, 0, 0);
    return number;
  }

  /** Only tasks that were made later are awaited, so that nobody waits in a circle. */
  private void ofTask(int who, Op op) {
    List<Integer> later = new ArrayList<>();
    for (int task = who + 1; task <= tasks.size(); task++) {
      later.add(task);
    }
    if (later.isEmpty()) {
      return;
    }
    int whom = later.get(op.arg() % later.size());
    LoopFuture<Integer> task = tasks.get(whom - 1);
    switch (op.kind()) {
      case AWAIT -> await(who, whom, task);
      case GATHER -> gather(who, later);
      case CANCEL -> {
        boolean done = task.isDone();
        tell(What.CANCEL, who, whom, done ? 1 : 0);
        if (!world.cancel(task)) {
          tell(What.CANCEL_REFUSED, who, whom, 0);
        }
      }
      default -> {
        int number = ++callbacks;
        tell(What.ON_DONE, who, number, whom);
        world.onDone(task, () -> tell(What.DONE_RUN, Event.NOBODY, number, whom));
      }
    }
  }

  private void await(int who, int whom, LoopFuture<Integer> task) {
    tell(What.AWAIT, who, whom, task.isDone() ? 1 : 0);
    try {
      tell(What.AWAITED, who, whom, world.await(task));
    } catch (ProgramFailure e) {
      tell(What.AWAIT_FAILED, who, whom, e == thrown.get(whom) ? 1 : 0);
    } catch (CancellationException e) {
      if (!task.isCancelled()) {
        throw e;
      }
      tell(What.AWAIT_FAILED, who, whom, 1);
    }
  }

  private void gather(int who, List<Integer> numbers) {
    List<LoopFuture<Integer>> all = new ArrayList<>();
    numbers.forEach(number -> all.add(tasks.get(number - 1)));
    tell(What.GATHER, who, numbers.size(), all.stream().allMatch(LoopFuture::isDone) ? 1 : 0);
    try {
      List<Integer> results = world.gather(all);
      long pending = all.stream().filter(task -> !task.isDone()).count();
      tell(What.GATHERED, who, results.equals(numbers) ? 1 : 0, pending);
    } catch (ProgramFailure e) {
      tell(What.GATHER_FAILED, who, 0, 0);
    } catch (CancellationException e) {
      if (all.stream().noneMatch(LoopFuture::isCancelled)) {
        throw e;
      }
      tell(What.GATHER_FAILED, who, 0, 0);
    }
  }

  private void tell(What what, int who, int arg, long value) {
    events.add(new Event(what, who, arg, value, world.nanos()));
    if (who > 0 && !world.current().equals("task " + who)) {
      impostors.add(world.current() + " for task " + who);
    }
    if (who >= 0 && what != What.MAIN_OVER) {
      world.told();
    }
  }

  private void problem(Problem problem) {
    if (world.tellsProblems()) {
      events.add(new Event(What.PROBLEM, Event.NOBODY, 0, 0, world.nanos()));
    }
  }

  // ---- what it did ------------------------------------------------------------------------

  List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  /** The events of one kind. */
  List<Event> all(What what) {
    return events.stream().filter(event -> event.what() == what).toList();
  }

  int tasks() {
    return tasks.size();
  }

  LoopFuture<Integer> task(int number) {
    return tasks.get(number - 1);
  }

  List<String> impostors() {
    return impostors;
  }

  List<String> listed() {
    return listed;
  }

  boolean hasFailed() {
    return failed;
  }

  World world() {
    return world;
  }

  /** The place of the first event of this kind by and about these; -1 if there is none. */
  int find(What what, int who, int arg) {
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event.what() == what && event.who() == who && event.arg() == arg) {
        return i;
      }
    }
    return -1;
  }

  @Nullable VerdictError verdict() {
    return verdict;
  }
}
