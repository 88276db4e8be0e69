package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.diagnose.Wait.Ender;
import dev.heddle.internal.diagnose.Wait.Held;
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
public final class WaitGraph {
  /** Every live thread, in the order of creation. */
  private final Map<ManagedThread, Wait> waits = new LinkedHashMap<>();

  private final Waits reader;

  private final Deaths deaths;

  public WaitGraph(ManagedThreads threads, Origins origins, Deaths deaths) {
    this.deaths = deaths;
    reader = new Waits(threads, origins);
    threads.forEach(managed -> waits.put(managed, reader.of(managed)));
  }

  /** Every live thread and what it waits for. */
  public List<Pending> pending() {
    return waits.values().stream().map(Wait::pending).toList();
  }

  Wait of(ManagedThread strand) {
    return Objects.requireNonNull(waits.get(strand));
  }

  /** The executor that a thread works for; null if it is not known to work for one. */
  @Nullable Object executorOf(ManagedThread strand) {
    return reader.executorOf(strand);
  }

  // ---- reports ----------------------------------------------------------------------------

  /** Nothing can go on any more: says why. */
  public DeadlockError deadlock() {
    List<List<Wait>> circles = circles(new LinkedHashSet<>(waits.values()));
    List<Wait> others = new ArrayList<>(waits.values());
    circles.forEach(others::removeAll);
    Names names = new Names();
    circles.forEach(circle -> noteAll(circle, names));
    others.forEach(wait -> note(wait, names));
    return Deadlocks.of(
        pending(),
        circles.stream().map(circle -> told(circle, names)).toList(),
        others.stream().map(wait -> line(wait, names)).toList(),
        new RootCauses(waits.values(), waits::get, deaths.all(), names));
  }

  /** Tells the circles whose threads can never go on, though others may. */
  void forLastingCircles(BiConsumer<List<ManagedThread>, WaitCycle> listener) {
    for (List<Wait> circle : circles(stuck())) {
      Names names = new Names();
      noteAll(circle, names);
      listener.accept(circle.stream().map(Wait::strand).toList(), told(circle, names));
    }
  }

  private String line(Wait wait, Names names) {
    Pending pending = wait.pending();
    String holder = pending.holder() == null ? "" : ", held by " + pending.holder();
    return "  " + pending.name() + " " + wait.text(names) + holder + pending.places();
  }

  private static void note(Wait wait, Names names) {
    if (wait.target().thing() != null) {
      names.note(wait.target().thing());
    }
  }

  private void noteAll(List<Wait> circle, Names names) {
    for (Wait wait : circle) {
      heldIn(circle, wait.strand()).forEach(held -> names.note(held.thing()));
      note(wait, names);
    }
  }

  private WaitCycle told(List<Wait> circle, Names names) {
    return new WaitCycle(
        circle.stream().map(Wait::pending).toList(),
        circle.stream().map(wait -> sentence(circle, wait, names)).toList());
  }

  private String sentence(List<Wait> circle, Wait wait, Names names) {
    StringBuilder text = new StringBuilder(wait.strand().label()).append(' ');
    List<Held> held = heldIn(circle, wait.strand());
    if (!held.isEmpty()) {
      text.append("holds ");
      text.append(String.join(", ", held.stream().map(h -> h.text(names)).toList()));
      text.append(" and ");
    }
    return text.append(wait.text(names)).toString();
  }

  /** What a thread holds that others of the circle wait for. */
  private static List<Held> heldIn(List<Wait> circle, ManagedThread strand) {
    List<Held> held = new ArrayList<>();
    for (Wait wait : circle) {
      for (Ender ender : wait.enders()) {
        Held one = ender.strand() == strand ? ender.held() : null;
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
  private Set<Wait> stuck() {
    Set<Wait> stuck = new LinkedHashSet<>(waits.values());
    while (stuck.removeIf(wait -> !isStuck(wait, stuck))) {
      // Whoever waits for those that were taken away is looked at again.
    }
    return stuck;
  }

  private boolean isStuck(Wait wait, Set<Wait> stuck) {
    if (wait.timed() || wait.enders().isEmpty()) {
      return false;
    }
    return wait.anyEnds()
        ? wait.enders().stream().allMatch(ender -> isIn(stuck, ender))
        : wait.enders().stream().anyMatch(ender -> isIn(stuck, ender));
  }

  private boolean isIn(Set<Wait> some, Ender ender) {
    Wait wait = ender.strand() == null ? null : waits.get(ender.strand());
    return wait != null && some.contains(wait);
  }

  /** A circle of each group of threads that all lead to each other, in the order of creation. */
  private List<List<Wait>> circles(Set<Wait> among) {
    List<List<Wait>> circles = new ArrayList<>();
    Set<Wait> left = new LinkedHashSet<>(among);
    while (!left.isEmpty()) {
      Wait first = left.iterator().next();
      Set<Wait> group = reached(first, among);
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
  private List<Wait> circleOf(Set<Wait> group) {
    List<Wait> inOrder = new ArrayList<>(waits.values());
    inOrder.retainAll(group);
    if (group.stream().anyMatch(Wait::anyEnds)) {
      return inOrder;
    }
    return inOrder.stream()
        .map(wait -> shortestFrom(wait, group))
        .min(Comparator.comparingInt(List::size))
        .orElse(inOrder);
  }

  private List<Wait> shortestFrom(Wait start, Set<Wait> group) {
    Map<Wait, Wait> cameFrom = new LinkedHashMap<>();
    Deque<Wait> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Wait wait = open.remove();
      for (Wait next : next(wait, group)) {
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

  private static List<Wait> path(Wait start, Wait end, Map<Wait, Wait> cameFrom) {
    List<Wait> path = new ArrayList<>();
    for (@Nullable Wait wait = end; wait != null && wait != start; wait = cameFrom.get(wait)) {
      path.add(0, wait);
    }
    path.add(0, start);
    return path;
  }

  /** Whom a thread leads to, perhaps itself. */
  private Set<Wait> reached(Wait from, Set<Wait> among) {
    Set<Wait> reached = new HashSet<>();
    Deque<Wait> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (Wait next : next(open.remove(), among)) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  private List<Wait> next(Wait wait, Set<Wait> among) {
    List<Wait> next = new ArrayList<>();
    for (Ender ender : wait.enders()) {
      Wait other = ender.strand() == null ? null : waits.get(ender.strand());
      if (other != null && among.contains(other)) {
        next.add(other);
      }
    }
    return next;
  }
}
