package dev.heddle.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Independent tasks that take some steps each, run by a policy without any loop. */
final class Model {
  private final int[] steps;

  Model(int... stepsOfEach) {
    steps = stepsOfEach;
  }

  /** The interleaving that a policy gives in the schedule that it has begun: letters by task. */
  String run(Policy policy) {
    int[] left = steps.clone();
    List<Integer> ready = new ArrayList<>();
    for (int task = 0; task < left.length; task++) {
      if (left[task] > 0) {
        ready.add(task);
      }
    }
    StringBuilder order = new StringBuilder();
    while (!ready.isEmpty()) {
      int option = policy.choose(new Offer(order.length(), List.copyOf(ready)));
      int task = ready.get(option);
      ready.subList(option, option + 1).clear();
      order.append((char) ('a' + task));
      if (--left[task] > 0) {
        ready.add(task);
      }
    }
    policy.end();
    return order.toString();
  }

  /** Tasks of which one may go. */
  record Offer(long step, List<Integer> ready) implements Decision {
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
      return ready.get(option) + 1L;
    }

    @Override
    public String name(int option) {
      return String.valueOf((char) ('a' + ready.get(option)));
    }
  }

  /** Values of which one may be drawn. */
  record Values(int size) implements Decision {
    @Override
    public long step() {
      return 0;
    }

    @Override
    public Kind kind(int option) {
      return Kind.VALUE;
    }

    @Override
    public long id(int option) {
      return option;
    }

    @Override
    public String name(int option) {
      return "value " + option;
    }
  }

  /** Tasks of these ids of which one may go, among them perhaps time. */
  static Decision tasks(long... ids) {
    return new Named(
        Decision.Kind.TASK,
        LongStream.of(ids).boxed().toList(),
        LongStream.of(ids).mapToObj(id -> "task " + id).toList());
  }

  /** Tasks of these names of which one may go, counted from 0. */
  static Decision named(String... names) {
    return new Named(
        Decision.Kind.TASK, LongStream.range(0, names.length).boxed().toList(), List.of(names));
  }

  /** So many waiters of which one is to be notified; the last was created first. */
  static Decision notified(int waiters) {
    return new Named(
        Decision.Kind.NOTIFIED,
        LongStream.range(0, waiters).mapToObj(option -> waiters - option).toList(),
        LongStream.range(0, waiters).mapToObj(option -> "waiter " + option).toList());
  }

  private record Named(Decision.Kind kind, List<Long> ids, List<String> names) implements Decision {
    @Override
    public long step() {
      return 0;
    }

    @Override
    public int size() {
      return ids.size();
    }

    @Override
    public Kind kind(int option) {
      return id(option) == TIME_ID ? Kind.TIME : kind;
    }

    @Override
    public long id(int option) {
      return ids.get(option);
    }

    @Override
    public String name(int option) {
      return names.get(option);
    }
  }
}
