package dev.heddle.specs.bench;

import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints the bytes of heap that a parked task takes, at a million tasks, beside a bare thread.
 * Other benchmarks print the heap of a search by it.
 */
public final class Memory {
  private static final int TASKS = 1_000_000;

  private static final int SCHEDULES = 1_000_000;

  private Memory() {}

  /** Needs a heap of 4 GiB. */
  public static void main(String[] args) {
    System.out.printf("%-40s %6d bytes%n", "bare virtual thread, parked", bare());
    System.out.printf("%-40s %6d bytes%n", "task that awaits a future", task(false));
    System.out.printf("%-40s %6d bytes%n", "task parked in java.util.concurrent", task(true));
  }

  private static long bare() {
    long before = used();
    Bare bare = new Bare();
    List<Thread> threads = new ArrayList<>(TASKS);
    for (int i = 0; i < TASKS; i++) {
      threads.add(bare.start(LockSupport::park));
    }
    bare.run();
    long each = (used() - before) / TASKS;
    threads.forEach(LockSupport::unpark);
    bare.run();
    return each;
  }

  private static long task(boolean foreign) {
    long before = used();
    return Loop.<Long>run(
        loop -> {
          LoopFuture<String> go = loop.createFuture();
          List<Task<String>> tasks = new ArrayList<>(TASKS);
          for (int i = 0; i < TASKS; i++) {
            tasks.add(
                loop.createTask(
                    () -> {
                      if (foreign) {
                        LockSupport.park();
                        return "";
                      }
                      return go.await();
                    }));
          }
          Tasks.yieldNow();
          long each = (used() - before) / TASKS;
          go.setResult("");
          tasks.forEach(task -> LockSupport.unpark(task.thread()));
          Tasks.gather(tasks).await();
          return each;
        });
  }

  /** Prints the heap over a million schedules of a random search. */
  static void printOf(Explorer explorer, Loop.Body<?> program) {
    int[] runs = new int[1]; // a static field is put back before each schedule
    System.out.printf("%-12s %14s%n", "schedules", "bytes of heap");
    explorer
        .policy("random")
        .schedules(SCHEDULES)
        .check(
            loop -> {
              if (++runs[0] % (SCHEDULES / 10) == 0) {
                System.out.printf("%,12d %,14d%n", runs[0], used());
              }
              return program.run(loop);
            });
  }

  /** The bytes of heap that are in use after a collection. */
  static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
