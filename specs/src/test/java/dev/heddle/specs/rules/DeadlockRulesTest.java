package dev.heddle.specs.rules;

import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.gatherOutcomes;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import dev.heddle.verdict.DeadlockError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks that wait for each other, and what becomes of them: R66, R68. */
class DeadlockRulesTest extends PrintingTest {
  /** Where nothing can go on any more the run fails at once, after the tasks have cleaned up. */
  @Test
  void r66aDeadlockIsFound() {
    try {
      run(
          loop -> {
            Semaphore lock = new Semaphore(1);
            lock.acquire();
            try {
              lock.acquire();
            } finally {
              print("released by whoever gave up");
            }
          });
    } catch (DeadlockError e) {
      print("Deadlock");
    }
    printed(
        """
        released by whoever gave up
        Deadlock
        """);
  }

  /** So it does with two tasks that want each other's lock. */
  @Test
  void r66bDeadlockOfTwo() {
    Semaphore a = new Semaphore(1);
    Semaphore b = new Semaphore(1);
    try {
      run(loop -> gather(coro(() -> takeBoth(1, a, b)), coro(() -> takeBoth(2, b, a))).await());
    } catch (DeadlockError e) {
      print("Deadlock");
    }
    printed(
        """
        1 has first
        2 has first
        Deadlock
        """);
  }

  private void takeBoth(int n, Semaphore first, Semaphore second) throws InterruptedException {
    first.acquire();
    print(n, "has first");
    yieldNow();
    second.acquire();
    print("never");
  }

  /** Two tasks that wake each other take turns. */
  @Test
  void r68aPingPong() {
    Semaphore ping = new Semaphore(1);
    Semaphore pong = new Semaphore(0);
    run(
        loop ->
            gather(coro(() -> play("ping", ping, pong)), coro(() -> play("pong", pong, ping)))
                .await());
    printed(
        """
        ping 0
        pong 0
        ping 1
        pong 1
        ping 2
        pong 2
        """);
  }

  private void play(String name, Semaphore mine, Semaphore yours) throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      mine.acquire();
      print(name, i);
      yours.release();
    }
  }

  /** Workers at a queue take its items in their order, each as soon as it is free. */
  @Test
  void r68bPoolOfWorkers() {
    run(
        loop -> {
          BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
          CountDownLatch left = new CountDownLatch(6);
          List<String> done = new ArrayList<>();
          List<Task<Void>> workers =
              IntStream.range(0, 3)
                  .mapToObj(
                      n ->
                          task(
                              () -> {
                                while (true) {
                                  int item = queue.take();
                                  sleep(item / 16.0);
                                  done.add("(" + n + ", " + item + ")");
                                  left.countDown();
                                }
                              }))
                  .toList();
          queue.addAll(List.of(5, 1, 3, 1, 2, 4));
          left.await();
          workers.forEach(Task::cancel);
          gatherOutcomes(workers).await();
          print(String.join(", ", done));
        });
    printed("(1, 1), (1, 1), (2, 3), (1, 2), (0, 5), (2, 4)\n");
  }
}
