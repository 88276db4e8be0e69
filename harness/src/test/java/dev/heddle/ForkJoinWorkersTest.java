package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.junit.jupiter.api.Test;

/** A fork-join pool knows its workers, and nothing in it depends on their ids. */
class ForkJoinWorkersTest {
  /** One worker, so that the order is the pool's own, with Heddle and without. */
  private static List<String> submittedByWorker() throws Exception {
    List<String> log = new ArrayList<>();
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      pool.submit(
              () -> {
                for (String name : List.of("a", "b", "c")) {
                  ForkJoinTask<?> task = pool.submit(() -> log.add(name));
                  log.add(name + " " + ForkJoinTask.getQueuedTaskCount() + " " + task.isDone());
                }
              })
          .get();
    }
    return log;
  }

  /** What a worker submits goes to its own queue, which is last in first out. */
  @Test
  void whatAWorkerSubmitsIsItsOwn() throws Exception {
    List<String> plain = submittedByWorker();
    assertEquals(List.of("a 1 false", "b 2 false", "c 3 false", "c", "b", "a"), plain);
    assertEquals(plain, Loop.run(loop -> submittedByWorker()));
  }

  /** Logs when it is cancelled. */
  @SuppressWarnings("serial") // nobody writes it
  private static final class Logged extends RecursiveAction {
    private final String name;
    private final List<String> log;

    Logged(String name, List<String> log) {
      this.name = name;
      this.log = log;
    }

    @Override
    protected void compute() {
      throw new AssertionError("it was to be cancelled");
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      log.add(name);
      return super.cancel(mayInterrupt);
    }
  }

  /** Which of its queues a pool empties first when it is shut down is the same in every run. */
  @Test
  void shutDownInOneOrder() {
    Set<Long> ids = new HashSet<>();
    Set<List<String>> orders = new HashSet<>();
    for (int run = 0; run < 20; run++) {
      orders.add(
          Loop.builder()
              .problems(problem -> {})
              .run(
                  loop -> {
                    ids.add(Thread.currentThread().threadId() % 64);
                    return cancelledByShutdown();
                  }));
    }
    assertNotEquals(1, ids.size(), "the runs were to have other threads");
    assertEquals(1, orders.size(), orders::toString);
  }

  private static List<String> cancelledByShutdown() throws InterruptedException {
    List<String> log = new ArrayList<>();
    ForkJoinPool pool = new ForkJoinPool(4);
    CountDownLatch forked = new CountDownLatch(4);
    CountDownLatch end = new CountDownLatch(1);
    for (int worker = 0; worker < 4; worker++) {
      String name = "worker " + worker;
      pool.execute(
          () -> {
            new Logged(name, log).fork();
            forked.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              // the pool shuts down
            }
          });
    }
    forked.await();
    pool.shutdownNow();
    assertEquals(4, log.size());
    return log;
  }
}
