package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.diagnose.ThreadWait.Held;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.WaitCycle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, at a moment at which the loop runs nothing. A circle in it is a deadlock of
 * those in it, whatever the others do, if each of them waits without a time limit.
 */
public final class WaitForGraph {
  /** Every live thread, in the order of creation. */
  private final Map<ManagedThread, ThreadWait> waits = new LinkedHashMap<>();

  private final WaitAnalyzer reader;

  private final DeadThreads deadThreads;

  public WaitForGraph(ManagedThreads threads, CallSites callSites, DeadThreads deadThreads) {
    this.deadThreads = deadThreads;
    reader = new WaitAnalyzer(threads, callSites);
    threads.forEach(managed -> waits.put(managed, reader.of(managed)));
  }

  /** Every live thread and what it waits for. */
  public List<Pending> pending() {
    return waits.values().stream().map(ThreadWait::pending).toList();
  }

  ThreadWait of(ManagedThread managed) {
    return Objects.requireNonNull(waits.get(managed));
  }

  /** The executor that a thread works for; null if it is not known to work for one. */
  @Nullable Object executorOf(ManagedThread managed) {
    return reader.executorOf(managed);
  }

  // ---- reports ----------------------------------------------------------------------------

  /** Nothing can go on any more: says why. */
  public DeadlockError deadlock() {
    List<List<ThreadWait>> circles = circles(new LinkedHashSet<>(waits.values()));
    List<ThreadWait> others = new ArrayList<>(waits.values());
    circles.forEach(others::removeAll);
    Names names = new Names();
    circles.forEach(circle -> noteAll(circle, names));
    others.forEach(wait -> note(wait, names));
    return Deadlocks.of(
        pending(),
        circles.stream().map(circle -> told(circle, names)).toList(),
        others.stream().map(wait -> line(wait, names)).toList(),
        new RootCauses(waits.values(), waits::get, deadThreads.all(), names));
  }

  /** Tells the circles whose threads can never go on, though others may. */
  void forLastingCircles(BiConsumer<List<ManagedThread>, WaitCycle> listener) {
    for (List<ThreadWait> circle : circles(stuck())) {
      Names names = new Names();
      noteAll(circle, names);
      listener.accept(circle.stream().map(ThreadWait::managed).toList(), told(circle, names));
    }
  }

  private String line(ThreadWait wait, Names names) {
    Pending pending = wait.pending();
    String holder = pending.holder() == null ? "" : ", held by " + pending.holder();
    return "  " + pending.name() + " " + wait.text(names) + holder + pending.places();
  }

  private static void note(ThreadWait wait, Names names) {
    if (wait.target().thing() != null) {
      names.note(wait.target().thing());
    }
  }

  private void noteAll(List<ThreadWait> circle, Names names) {
    for (ThreadWait wait : circle) {
      heldIn(circle, wait.managed()).forEach(held -> names.note(held.thing()));
      note(wait, names);
    }
  }

  private WaitCycle told(List<ThreadWait> circle, Names names) {
    return new WaitCycle(
        circle.stream().map(ThreadWait::pending).toList(),
        circle.stream().map(wait -> sentence(circle, wait, names)).toList());
  }

  private String sentence(List<ThreadWait> circle, ThreadWait wait, Names names) {
    StringBuilder text = new StringBuilder(wait.managed().label()).append(' ');
    List<Held> held = heldIn(circle, wait.managed());
    if (!held.isEmpty()) {
      text.append("holds ");
      text.append(String.join(", ", held.stream().map(h -> h.text(names)).toList()));
      text.append(" and ");
    }
    return text.append(wait.text(names)).toString();
  }

  /** What a thread holds that others of the circle wait for. */
  private static List<Held> heldIn(List<ThreadWait> circle, ManagedThread managed) {
    List<Held> held = new ArrayList<>();
    for (ThreadWait wait : circle) {
      for (Waker waker : wait.wakers()) {
        Held one = waker.managed() == managed ? waker.held() : null;
        if (one != null
            && held.stream().noneMatch(h -> h.thing().object() == one.thing().object())) {
          held.add(one);
        }
      }
    }
    return held;
  }

  // ---- circles ----------------------------------------------------------------------------

  /**
   * Those who can never go on: what is left when everybody is taken away who may, or whom somebody
   * may let go on who was taken away.
   */
  private Set<ThreadWait> stuck() {
    Set<ThreadWait> stuck = new LinkedHashSet<>(waits.values());
    while (stuck.removeIf(wait -> !isStuck(wait, stuck))) {
      // Whoever waits for those that were taken away is looked at again.
    }
    return stuck;
  }

  private boolean isStuck(ThreadWait wait, Set<ThreadWait> stuck) {
    if (wait.timed() || wait.wakers().isEmpty()) {
      return false;
    }
    return wait.anyEnds()
        ? wait.wakers().stream().allMatch(waker -> isIn(stuck, waker))
        : wait.wakers().stream().anyMatch(waker -> isIn(stuck, waker));
  }

  private boolean isIn(Set<ThreadWait> some, Waker waker) {
    ThreadWait wait = waker.managed() == null ? null : waits.get(waker.managed());
    return wait != null && some.contains(wait);
  }

  /** A circle of each group of threads that all lead to each other, in the order of creation. */
  private List<List<ThreadWait>> circles(Set<ThreadWait> among) {
    List<List<ThreadWait>> circles = new ArrayList<>();
    Set<ThreadWait> left = new LinkedHashSet<>(among);
    while (!left.isEmpty()) {
      ThreadWait first = left.iterator().next();
      Set<ThreadWait> group = reached(first, among);
      group.removeIf(wait -> !reached(wait, among).contains(first));
      left.remove(first);
      left.removeAll(group);
      if (!group.isEmpty()) {
        circles.add(circleOf(group));
      }
    }
    return circles;
  }

  /** A pool whose workers all wait is told as a whole, other groups by their shortest circle. */
  private List<ThreadWait> circleOf(Set<ThreadWait> group) {
    List<ThreadWait> inOrder = new ArrayList<>(waits.values());
    inOrder.retainAll(group);
    if (group.stream().anyMatch(ThreadWait::anyEnds)) {
      return inOrder;
    }
    return inOrder.stream()
        .map(wait -> shortestFrom(wait, group))
        .min(Comparator.comparingInt(List::size))
        .orElse(inOrder);
  }

  private List<ThreadWait> shortestFrom(ThreadWait start, Set<ThreadWait> group) {
    Map<ThreadWait, ThreadWait> cameFrom = new LinkedHashMap<>();
    Deque<ThreadWait> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      ThreadWait wait = open.remove();
      for (ThreadWait next : next(wait, group)) {
        if (next == start) {
          return path(start, wait, cameFrom);
        }
        if (cameFrom.putIfAbsent(next, wait) == null) {
          open.add(next);
        }
      }
    }
    return List.copyOf(group);
  }

  private static List<ThreadWait> path(
      ThreadWait start, ThreadWait end, Map<ThreadWait, ThreadWait> cameFrom) {
    List<ThreadWait> path = new ArrayList<>();
    for (@Nullable ThreadWait wait = end;
        wait != null && wait != start;
        wait = cameFrom.get(wait)) {
      path.add(0, wait);
    }
    path.add(0, start);
    return path;
  }

  /** Whom a thread leads to, perhaps itself. */
  private Set<ThreadWait> reached(ThreadWait from, Set<ThreadWait> among) {
    Set<ThreadWait> reached = new HashSet<>();
    Deque<ThreadWait> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (ThreadWait next : next(open.remove(), among)) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  private List<ThreadWait> next(ThreadWait wait, Set<ThreadWait> among) {
    List<ThreadWait> next = new ArrayList<>();
    for (Waker waker : wait.wakers()) {
      ThreadWait other = waker.managed() == null ? null : waits.get(waker.managed());
      if (other != null && among.contains(other)) {
        next.add(other);
      }
    }
    return next;
  }
}
