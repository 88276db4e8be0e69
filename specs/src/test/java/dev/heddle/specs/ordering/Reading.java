package dev.heddle.specs.ordering;

import dev.heddle.specs.ordering.Event.What;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** How rules read runs. */
final class Reading {
  static final long MILLI = 1_000_000;

  /** After these another task may go on: its step is over, or it has an eager task go first. */
  static final Set<What> ENDS_OF_STEPS =
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

  static final Set<What> ENDS = EnumSet.of(What.END, What.FAIL, What.CANCELLED);

  private Reading() {}

  // ---- reading runs -----------------------------------------------------------------------

  /** Whether something is true of each event of a kind and the event right after it. */
  static boolean next(Run run, What what, java.util.function.BiPredicate<Event, Event> is) {
    List<Event> events = run.events();
    for (int i = 0; i + 1 < events.size(); i++) {
      if (events.get(i).what() == what && !is.test(events.get(i), events.get(i + 1))) {
        return false;
      }
    }
    return true;
  }

  static boolean follows(Run run, What first, What second) {
    return next(run, first, (a, b) -> b.what() == second && b.arg() == a.arg());
  }

  static boolean ascending(List<Event> events, ToLongFunction<Event> key) {
    for (int i = 1; i < events.size(); i++) {
      if (key.applyAsLong(events.get(i - 1)) > key.applyAsLong(events.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean spends(Run run) {
    return !run.all(What.SPEND).isEmpty();
  }

  /** Whether each that begins like this ends like that, by the same task, in the same order. */
  static boolean inOrder(Run run, What begin, What end, ToLongFunction<Event> key) {
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
  static boolean apart(Run run, What begin, What end, ToLongFunction<Event> nanos) {
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

  static int place(Run run, Event event) {
    List<Event> events = run.events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) == event) {
        return i;
      }
    }
    throw new IllegalArgumentException("no event of this run: " + event);
  }

  static Event nextOf(Run run, int from, int who) {
    for (Event event : run.events().subList(from, run.events().size())) {
      if (event.who() == who) {
        return event;
      }
    }
    return null;
  }

  static int number(String name) {
    return Integer.parseInt(name.substring("task ".length()));
  }

  static boolean endsStep(Event event) {
    boolean waits = event.what() == What.AWAIT || event.what() == What.GATHER;
    return ENDS_OF_STEPS.contains(event.what()) || (waits && event.value() == 0);
  }

  static boolean isContiguous(Run run) {
    List<Event> events = run.events();
    for (int i = 1; i < events.size(); i++) {
      Event a = events.get(i - 1);
      if (a.who() != events.get(i).who() && !endsStep(a)) {
        return false;
      }
    }
    return true;
  }

  static boolean waitersInOrder(Run run) {
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

  /** Whom a task waits for is asked first, and may refuse; a sleep or a yield cannot. */
  static boolean cancelArrives(Run run) {
    Set<What> waits = EnumSet.of(What.YIELD, What.SLEEP);
    for (Event cancel : run.all(What.CANCEL)) {
      int place = place(run, cancel);
      Event before = lastOf(run, place, cancel.arg());
      Event answer = nextOf(run, place, cancel.arg());
      boolean sleeps = before != null && waits.contains(before.what());
      if (sleeps && answer != null && answer.what() != What.CANCELLED) {
        return false;
      }
    }
    return true;
  }

  private static Event lastOf(Run run, int before, int who) {
    for (Event event : run.events().subList(0, before).reversed()) {
      if (event.who() == who) {
        return event;
      }
    }
    return null;
  }

  record Timer(long late) {}

  static java.util.stream.Stream<Timer> timers(Run run) {
    return run.all(What.LATER_RUN).stream()
        .map(event -> new Timer(event.nanos() - deadline(run, event)));
  }

  /** When the timer of an event was to fire. */
  static long deadline(Run run, Event fired) {
    Event made =
        run.all(What.LATER).stream().filter(e -> e.arg() == fired.arg()).findFirst().orElseThrow();
    return made.nanos() + made.value() * MILLI;
  }

  static boolean failuresAreTold(Run run) {
    if (!run.all(What.GATHER).isEmpty() || !run.all(What.CANCEL).isEmpty()) {
      return true;
    }
    long unseen =
        run.all(What.FAIL).stream()
            .filter(e -> run.all(What.AWAIT).stream().noneMatch(a -> a.arg() == e.who()))
            .count();
    return run.verdict() != null || run.all(What.PROBLEM).size() >= unseen;
  }
}
