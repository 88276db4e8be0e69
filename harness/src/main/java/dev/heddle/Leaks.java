package dev.heddle;

import dev.heddle.internal.Insides;
import dev.heddle.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;

/**
 * Tells what is left of a loop's threads: those that wait for each other in a circle together,
 * those that work for an executor with it, the others one by one.
 */
final class Leaks {
  private static final String END = " when its loop was closed";

  /** How many workers of an executor are named. */
  private static final int NAMED = 10;

  private final Engine engine;

  /** The threads that were told already, as part of a circle. */
  private final Set<Strand> told = new HashSet<>();

  Leaks(Engine engine) {
    this.engine = engine;
  }

  /**
   * Tells of the tasks that can never go on because they wait for each other, perhaps by way of
   * other threads.
   *
   * @return those tasks
   */
  Set<Task<?>> reportTasks() {
    return reportCycles(Leaks::hasTask);
  }

  private static boolean hasTask(List<Strand> strands) {
    return strands.stream().anyMatch(strand -> strand.task != null);
  }

  private Set<Task<?>> reportCycles(Predicate<List<Strand>> wanted) {
    Set<Task<?>> tasks = new LinkedHashSet<>();
    WaitGraph.of(engine)
        .forLastingCircles(
            (strands, cycle) -> {
              if (wanted.test(strands) && told.addAll(strands)) {
                tasks.addAll(report(strands, cycle));
              }
            });
    return tasks;
  }

  private List<Task<?>> report(List<Strand> strands, WaitCycle cycle) {
    List<Task<?>> tasks = new ArrayList<>();
    for (Strand strand : strands) {
      if (strand.task != null) {
        tasks.add(strand.task);
      }
    }
    engine.problems.report(
        tasks.isEmpty() ? Problem.Kind.LEFT_RUNNING : Problem.Kind.LEFT_PENDING,
        "deadlock: " + DeadlockError.heading(cycle) + "\n" + cycle.describe(),
        null,
        tasks.isEmpty() ? null : tasks.get(0));
    return tasks;
  }

  /** The loop is being closed: tells all that is left. */
  void report() {
    if (engine.strands.isEmpty()) {
      return;
    }
    reportCycles(strands -> true);
    WaitGraph graph = WaitGraph.of(engine);
    Map<Object, List<Strand>> workers = new LinkedHashMap<>();
    for (Strand strand : engine.strands) {
      if (!strand.isLeftAtEnd() || isIdleInPoolFromElsewhere(strand, graph)) {
        told.add(strand);
      }
      Object executor = told.contains(strand) ? null : graph.executorOf(strand);
      if (executor != null) {
        workers.computeIfAbsent(executor, e -> new ArrayList<>()).add(strand);
      }
    }
    for (Strand strand : engine.strands) {
      Object executor = graph.executorOf(strand);
      List<Strand> group = executor == null ? null : workers.get(executor);
      if (told.contains(strand)) {
        continue;
      }
      if (executor != null && group != null) {
        told.addAll(group);
        reportExecutor(executor, group, graph);
      } else {
        reportStrand(strand, graph);
      }
    }
  }

  /** Such a pool is not for this program to shut down. */
  private boolean isIdleInPoolFromElsewhere(Strand strand, WaitGraph graph) {
    Object executor = graph.executorOf(strand);
    return executor != null && engine.pools.isFromElsewhere(executor) && isIdle(graph.of(strand));
  }

  /** Whether it is a worker that has nothing to do. */
  static boolean isIdle(Wait wait) {
    return wait.target().before().startsWith(Waits.IDLE);
  }

  private void reportStrand(Strand strand, WaitGraph graph) {
    boolean isTask = strand.task != null;
    engine.problems.report(
        isTask ? Problem.Kind.LEFT_PENDING : Problem.Kind.LEFT_RUNNING,
        graph.of(strand).pending().describe().strip()
            + (isTask ? "\nwas pending" : "\nwas running")
            + END,
        null,
        strand.task);
  }

  private void reportExecutor(Object executor, List<Strand> workers, WaitGraph graph) {
    StringBuilder text = new StringBuilder(Waits.kind(executor));
    text.append(" with ")
        .append(workers.size())
        .append(workers.size() == 1 ? " thread" : " threads");
    text.append(" (").append(names(workers)).append(')');
    text.append(timers(executor));
    StackTraceElement createdAt = engine.origins.of(executor);
    if (createdAt != null) {
      text.append(", created at ").append(Frames.line(createdAt)).append(',');
    }
    boolean shutDown = executor instanceof ExecutorService service && service.isShutdown();
    String open = Insides.isTimer(executor) ? " was not cancelled" : " was not shut down";
    text.append(shutDown ? " was shut down but still ran" : open).append(END);
    for (Strand worker : workers) {
      Wait wait = graph.of(worker);
      if (!isIdle(wait)) {
        text.append('\n').append(wait.pending().describe());
      }
    }
    engine.problems.report(Problem.Kind.LEFT_RUNNING, text.toString(), null, null);
  }

  private static String names(List<Strand> workers) {
    String names = String.join(", ", workers.stream().limit(NAMED).map(Strand::label).toList());
    return workers.size() > NAMED ? names + ", ..." : names;
  }

  /** What an executor would still do, in words. */
  private String timers(Object executor) {
    long[] due = dueIn(executor);
    if (due.length == 0) {
      return "";
    }
    String many = due.length == 1 ? "a timer due in " : due.length + " timers, the next due in ";
    long next = Arrays.stream(due).min().orElse(0);
    return " and " + many + Trace.time(Duration.ofNanos(Math.max(0, next)));
  }

  /** In how many nanoseconds the timers of an executor are due. */
  private long[] dueIn(Object executor) {
    if (Insides.isTimer(executor)) {
      Instant now = engine.instant();
      return Arrays.stream(Insides.dueOf(executor))
          .map(millis -> Times.nanos(Duration.between(now, Instant.ofEpochMilli(millis))))
          .toArray();
    }
    if (!(executor instanceof ScheduledThreadPoolExecutor scheduled)) {
      return new long[0];
    }
    return Insides.queued(scheduled).stream()
        .filter(task -> !((Future<?>) task).isDone())
        .mapToLong(task -> Insides.dueAt(task) - engine.now)
        .toArray();
  }
}
