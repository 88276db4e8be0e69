package dev.heddle.specs.points;

import dev.heddle.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Threads that access cells one after the other. */
final class AccessProgram {
  private final List<List<Access>> threads;

  AccessProgram(List<List<Access>> threads) {
    this.threads = threads;
  }

  List<List<Access>> threads() {
    return threads;
  }

  /** What a thread does, linked by final fields, which are no points. */
  private record Sequence(IntUnaryOperator first, @Nullable Sequence rest) {
    static @Nullable Sequence of(Cells cells, List<Access> all) {
      return all.isEmpty()
          ? null
          : new Sequence(cells.code(all.get(0)), of(cells, all.subList(1, all.size())));
    }
  }

  private static final class Worker {
    private final Thread thread;

    private int seen;

    Worker(@Nullable Sequence all) {
      thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    int value = 0;
                    for (Sequence at = all; at != null; at = at.rest()) {
                      value = at.first().applyAsInt(value);
                    }
                    seen = value;
                  });
    }
  }

  /** Runs the threads; the outcome is what each of them has seen, and what is in the cells. */
  Loop.Body<String> body() {
    return loop -> {
      Cells cells = new Cells();
      List<Worker> workers = new ArrayList<>();
      for (List<Access> thread : threads) {
        workers.add(new Worker(Sequence.of(cells, thread)));
      }
      for (Worker worker : workers) {
        worker.thread.start();
      }
      StringBuilder seen = new StringBuilder();
      for (Worker worker : workers) {
        worker.thread.join();
        seen.append(worker.seen).append(' ');
      }
      return seen + cells.values();
    };
  }

  @Override
  public String toString() {
    return threads.toString();
  }
}
