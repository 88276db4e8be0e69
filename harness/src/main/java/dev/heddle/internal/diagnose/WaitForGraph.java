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
 * Which thread waits for which, at a moment at which the loop runs nothing. A cycle of threads that
 * wait without a time limit is a deadlock, whatever the other threads do.
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

  /** No thread can go on: says why. */
  public DeadlockError deadlock() {
    List<List<ThreadWait>> cycles = cycles(new LinkedHashSet<>(waits.values()));
    List<ThreadWait> others = new ArrayList<>(waits.values());
    cycles.forEach(others::removeAll);
    Names names = new Names();
    cycles.forEach(cycle -> noteAll(cycle, names));
    others.forEach(wait -> note(wait, names));
    return Deadlocks.of(
        pending(),
        cycles.stream().map(cycle -> wordsOn(cycle, names)).toList(),
        others.stream().map(wait -> line(wait, names)).toList(),
        new RootCauses(waits.values(), waits::get, deadThreads.all(), names));
  }

  /** Passes on the cycles whose threads can never go on, though others may. */
  void forLastingCycles(BiConsumer<List<ManagedThread>, WaitCycle> listener) {
    for (List<ThreadWait> cycle : cycles(stuck())) {
      Names names = new Names();
      noteAll(cycle, names);
      listener.accept(cycle.stream().map(ThreadWait::managed).toList(), wordsOn(cycle, names));
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

  private void noteAll(List<ThreadWait> cycle, Names names) {
    for (ThreadWait wait : cycle) {
      heldIn(cycle, wait.managed()).forEach(held -> names.note(held.thing()));
      note(wait, names);
    }
  }

  private WaitCycle wordsOn(List<ThreadWait> cycle, Names names) {
    return new WaitCycle(
        cycle.stream().map(ThreadWait::pending).toList(),
        cycle.stream().map(wait -> sentence(cycle, wait, names)).toList());
  }

  private String sentence(List<ThreadWait> cycle, ThreadWait wait, Names names) {
    StringBuilder text = new StringBuilder(wait.managed().label()).append(' ');
    List<Held> held = heldIn(cycle, wait.managed());
    if (!held.isEmpty()) {
      text.append("holds ");
      text.append(String.join(", ", held.stream().map(h -> h.text(names)).toList()));
      text.append(" and ");
    }
    return text.append(wait.text(names)).toString();
  }

  /** What a thread holds that others of the cycle wait for. */
  private static List<Held> heldIn(List<ThreadWait> cycle, ManagedThread managed) {
    List<Held> held = new ArrayList<>();
    for (ThreadWait wait : cycle) {
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

  // ---- cycles ----------------------------------------------------------------------------

  /**
   * The waits that never end. Begins with all; removes those that time or a thread that can go on
   * may end, and the threads that wait for these, until nothing changes.
   */
  private Set<ThreadWait> stuck() {
    Set<ThreadWait> stuck = new LinkedHashSet<>(waits.values());
    while (stuck.removeIf(wait -> !isStuck(wait, stuck))) {
      // The threads that wait for the removed ones are looked at again.
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

  /** One cycle of each strongly connected component, in the order of creation. */
  private List<List<ThreadWait>> cycles(Set<ThreadWait> among) {
    List<List<ThreadWait>> cycles = new ArrayList<>();
    Set<ThreadWait> left = new LinkedHashSet<>(among);
    while (!left.isEmpty()) {
      ThreadWait first = left.iterator().next();
      Set<ThreadWait> group = reachable(first, among);
      group.removeIf(wait -> !reachable(wait, among).contains(first));
      left.remove(first);
      left.removeAll(group);
      if (!group.isEmpty()) {
        cycles.add(cycleOf(group));
      }
    }
    return cycles;
  }

  /** Of a pool whose workers all wait, all of them; of other components, the shortest cycle. */
  private List<ThreadWait> cycleOf(Set<ThreadWait> group) {
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

  /** The waits that a wait leads to, perhaps itself. */
  private Set<ThreadWait> reachable(ThreadWait from, Set<ThreadWait> among) {
    Set<ThreadWait> reachable = new HashSet<>();
    Deque<ThreadWait> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (ThreadWait next : next(open.remove(), among)) {
        if (reachable.add(next)) {
          open.add(next);
        }
      }
    }
    return reachable;
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
