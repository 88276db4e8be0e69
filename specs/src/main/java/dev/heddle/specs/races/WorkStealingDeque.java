package dev.heddle.specs.races;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The owner of a deque and a thief both take its last element. */
final class WorkStealingDeque implements Race {
  private abstract static class Tasks {
    final List<String> items = List.of("task");
    final AtomicInteger top = new AtomicInteger();
    volatile int bottom = items.size();

    abstract @Nullable String take();

    @Nullable String steal() {
      int first = top.get();
      if (first >= bottom) {
        return null;
      }
      String item = items.get(first);
      return top.compareAndSet(first, first + 1) ? item : null;
    }
  }

  private static final class Careless extends Tasks {
    @Override
    @Nullable String take() {
      int last = bottom - 1;
      bottom = last;
      if (top.get() <= last) {
        return items.get(last);
      }
      bottom = last + 1;
      return null;
    }
  }

  private static final class LastByExchange extends Tasks {
    @Override
    @Nullable String take() {
      int last = bottom - 1;
      bottom = last;
      int first = top.get();
      if (first < last) {
        return items.get(last);
      }
      bottom = last + 1;
      return first == last && top.compareAndSet(first, first + 1) ? items.get(last) : null;
    }
  }

  @Override
  public String bug() {
    return "owner and thief take the last element";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new LastByExchange());
  }

  private static void run(Tasks tasks) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Threads.runAll(() -> count(tasks.take(), runs), () -> count(tasks.steal(), runs));
    Check.number("The number of runs of the task", 1, runs.get());
  }

  private static void count(@Nullable String task, AtomicInteger runs) {
    if (task != null) {
      runs.incrementAndGet();
    }
  }
}
