package dev.heddle.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Threads that make some accesses each, with a scheduling point before every one, run by a policy
 * without any loop. All of them are stopped at their first access.
 */
final class Threads {
  /** What one access does. */
  record Touch(long location, boolean reads, boolean writes, int site) implements Access {}

  private final List<List<Touch>> threads;

  Threads(List<List<Touch>> threads) {
    this.threads = List.copyOf(threads);
  }

  /** Writes a location some times, each time at the same place in the program. */
  static List<Touch> writes(long location, int times) {
    return times(new Touch(location, false, true, (int) location), times);
  }

  /** Reads a location some times. */
  static List<Touch> reads(long location, int times) {
    return times(new Touch(location, true, false, (int) -location), times);
  }

  /** Makes some accesses, and then others. */
  static List<Touch> inTurn(List<Touch> first, List<Touch> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Touch> times(Touch touch, int times) {
    List<Touch> touches = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      touches.add(touch);
    }
    return touches;
  }

  /** The order of the accesses that a policy gives in the schedule that it has begun, by thread. */
  String run(Policy policy) {
    return new Run(policy, touch -> true).run();
  }

  /** The order of the accesses to one location. */
  String run(Policy policy, long location) {
    return new Run(policy, touch -> touch.location() == location).run();
  }

  /** A thread in one run. */
  private static final class Worker {
    private final int number;
    private final List<Touch> touches;
    private int next;

    Worker(int number, List<Touch> touches) {
      this.number = number;
      this.touches = touches;
    }

    char letter() {
      return (char) ('a' + number);
    }
  }

  /** One run. */
  private final class Run {
    private final Policy policy;
    private final Predicate<Touch> told;
    private final List<Worker> ready = new ArrayList<>();
    private final StringBuilder order = new StringBuilder();
    private long step;

    Run(Policy policy, Predicate<Touch> told) {
      this.policy = policy;
      this.told = told;
    }

    String run() {
      for (List<Touch> touches : threads) {
        ready.add(new Worker(ready.size(), touches));
      }
      while (!ready.isEmpty()) {
        step(ready.remove(policy.choose(new Offer(false))));
      }
      policy.end();
      return order.toString();
    }

    /** Goes on with a thread, and with those that go in place of it, until one has ended. */
    private void step(Worker first) {
      Worker running = first;
      while (true) {
        if (told.test(running.touches.get(running.next))) {
          order.append(running.letter());
        }
        if (++running.next == running.touches.size()) {
          return;
        }
        if (!ready.isEmpty()) {
          running = goesAfter(running);
        }
      }
    }

    private Worker goesAfter(Worker running) {
      ready.add(0, running);
      int option = policy.choose(new Offer(true));
      Worker chosen = ready.remove(option);
      if (option > 0) {
        ready.add(ready.remove(0));
      }
      return chosen;
    }

    /** The threads of which one may go. */
    private final class Offer implements Decision {
      private final boolean atPoint;

      Offer(boolean atPoint) {
        this.atPoint = atPoint;
      }

      @Override
      public long step() {
        return step++;
      }

      @Override
      public int size() {
        return ready.size();
      }

      @Override
      public Kind kind(int option) {
        return Kind.TASK;
      }

      @Override
      public long id(int option) {
        return ready.get(option).number + 1L;
      }

      @Override
      public String name(int option) {
        return String.valueOf(ready.get(option).letter());
      }

      @Override
      public boolean isAtPoint() {
        return atPoint;
      }

      @Override
      public Access access(int option) {
        Worker worker = ready.get(option);
        return worker.touches.get(worker.next);
      }
    }
  }
}
