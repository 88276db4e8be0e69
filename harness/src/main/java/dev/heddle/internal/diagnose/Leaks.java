package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.ThreadOwner;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.hook.World;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.pool.Pools;
import dev.heddle.internal.source.Frames;
import dev.heddle.internal.source.KindNames;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.WaitCycle;
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
import java.util.function.Supplier;

/**
 * Reports the threads that are left when a loop is closed: threads that wait for each other in a
 * cycle together, workers of an executor together, the others one by one.
 */
public final class Leaks {
  private static final String END = " when its loop was closed";

  /** How many workers of an executor are named. */
  private static final int NAMED = 10;

  private final ManagedThreads threads;

  private final Pools pools;

  private final CallSites callSites;

  private final ProblemReporter problems;

  /** How the threads wait now. */
  private final Supplier<WaitForGraph> graphs;

  /** Virtual time since the loop's start. */
  private final VirtualTime time;

  /** The virtual wall clock at that start. */
  private final Instant start;

  /** The threads that were reported already, as part of a cycle. */
  private final Set<ManagedThread> told = new HashSet<>();

  public Leaks(
      ManagedThreads threads,
      Pools pools,
      CallSites callSites,
      ProblemReporter problems,
      Supplier<WaitForGraph> graphs,
      VirtualTime time,
      Instant start) {
    this.threads = threads;
    this.pools = pools;
    this.callSites = callSites;
    this.problems = problems;
    this.graphs = graphs;
    this.time = time;
    this.start = start;
  }

  /**
   * Reports the tasks that can never go on because they wait for each other, perhaps by way of
   * other threads.
   *
   * @return those tasks
   */
  public Set<ThreadOwner> reportTasks() {
    return reportCycles(Leaks::hasTask);
  }

  private static boolean hasTask(List<ManagedThread> group) {
    return group.stream().anyMatch(managed -> managed.owner != null);
  }

  private Set<ThreadOwner> reportCycles(Predicate<List<ManagedThread>> wanted) {
    Set<ThreadOwner> tasks = new LinkedHashSet<>();
    graphs
        .get()
        .forLastingCycles(
            (group, cycle) -> {
              if (wanted.test(group) && told.addAll(group)) {
                tasks.addAll(report(group, cycle));
              }
            });
    return tasks;
  }

  private List<ThreadOwner> report(List<ManagedThread> group, WaitCycle cycle) {
    List<ThreadOwner> tasks = new ArrayList<>();
    for (ManagedThread managed : group) {
      if (managed.owner != null) {
        tasks.add(managed.owner);
      }
    }
    problems.report(
        tasks.isEmpty() ? Problem.Kind.LEFT_RUNNING : Problem.Kind.LEFT_PENDING,
        "deadlock: " + Deadlocks.heading(cycle) + "\n" + cycle.describe(),
        null,
        tasks.isEmpty() ? null : tasks.get(0).future());
    return tasks;
  }

  /** The loop is being closed: reports all threads that are left. */
  public void report() {
    if (threads.isEmpty()) {
      return;
    }
    reportCycles(group -> true);
    WaitForGraph graph = graphs.get();
    Map<Object, List<ManagedThread>> workers = new LinkedHashMap<>();
    for (ManagedThread managed : threads) {
      if (!managed.isLeftAtEnd() || isIdleInPoolFromElsewhere(managed, graph)) {
        told.add(managed);
      }
      Object executor = told.contains(managed) ? null : graph.executorOf(managed);
      if (executor != null) {
        workers.computeIfAbsent(executor, e -> new ArrayList<>()).add(managed);
      }
    }
    for (ManagedThread managed : threads) {
      Object executor = graph.executorOf(managed);
      List<ManagedThread> group = executor == null ? null : workers.get(executor);
      if (told.contains(managed)) {
        continue;
      }
      if (executor != null && group != null) {
        told.addAll(group);
        reportExecutor(executor, group, graph);
      } else {
        reportThread(managed, graph);
      }
    }
  }

  /** A pool from elsewhere is not for this program to shut down. */
  private boolean isIdleInPoolFromElsewhere(ManagedThread managed, WaitForGraph graph) {
    Object executor = graph.executorOf(managed);
    return executor != null && pools.isFromElsewhere(executor) && graph.of(managed).isIdle();
  }

  private void reportThread(ManagedThread managed, WaitForGraph graph) {
    ThreadOwner task = managed.owner;
    boolean isTask = task != null;
    problems.report(
        isTask ? Problem.Kind.LEFT_PENDING : Problem.Kind.LEFT_RUNNING,
        graph.of(managed).pending().describe().strip()
            + (isTask ? "\nwas pending" : "\nwas running")
            + END,
        null,
        task == null ? null : task.future());
  }

  private void reportExecutor(Object executor, List<ManagedThread> workers, WaitForGraph graph) {
    StringBuilder text = new StringBuilder(KindNames.kind(executor));
    text.append(" with ")
        .append(workers.size())
        .append(workers.size() == 1 ? " thread" : " threads");
    text.append(" (").append(names(workers)).append(')');
    text.append(timers(executor));
    StackTraceElement createdAt = callSites.of(executor);
    if (createdAt != null) {
      text.append(", created at ").append(Frames.line(createdAt)).append(',');
    }
    boolean shutDown = executor instanceof ExecutorService service && service.isShutdown();
    String open = Jdk.inspector().isTimer(executor) ? " was not cancelled" : " was not shut down";
    text.append(shutDown ? " was shut down but still ran" : open).append(END);
    for (ManagedThread worker : workers) {
      ThreadWait wait = graph.of(worker);
      if (!wait.isIdle()) {
        text.append('\n').append(wait.pending().describe());
      }
    }
    problems.report(Problem.Kind.LEFT_RUNNING, text.toString(), null, null);
  }

  private static String names(List<ManagedThread> workers) {
    String names =
        String.join(", ", workers.stream().limit(NAMED).map(ManagedThread::label).toList());
    return workers.size() > NAMED ? names + ", ..." : names;
  }

  /** The timers of an executor, in words. */
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
    if (Jdk.inspector().isTimer(executor)) {
      Instant now = start.plusNanos(time.now);
      return Arrays.stream(Jdk.inspector().dueOf(executor))
          .map(millis -> Times.nanos(Duration.between(now, Instant.ofEpochMilli(millis))))
          .toArray();
    }
    if (!(executor instanceof ScheduledThreadPoolExecutor scheduled)) {
      return new long[0];
    }
    return Jdk.inspector().queued(scheduled).stream()
        .filter(task -> !((Future<?>) task).isDone())
        .mapToLong(task -> Jdk.inspector().nanoTimeOf(task).orElse(World.FIRST_NANO_TIME))
        .map(due -> due - World.FIRST_NANO_TIME - time.now)
        .toArray();
  }
}
