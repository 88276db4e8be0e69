package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Eager tasks: their first step is part of their creation: R55. */
class EagerRulesTest extends PrintingTest {
  /** An eager task runs to its first suspension before its creator goes on. */
  @Test
  void r55aRunsToItsFirstSuspension() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          Task<Void> a = task(() -> startAndEnd(1));
          print("created 1");
          Task<Void> b = task(() -> startAndEnd(2));
          print("created 2");
          b.await();
          print("b done", a.isDone());
        });
    printed(
        """
        start 1
        created 1
        start 2
        created 2
        end 1
        end 2
        b done True
        """);
  }

  private void startAndEnd(int n) {
    print("start", n);
    yieldNow();
    print("end", n);
  }

  /** Eager tasks that create eager tasks nest like calls. */
  @Test
  void r55bNestedCreationIsDepthFirst() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          node("T", 2);
        });
    printed(
        """
        T
        TL
        TLL
        TLR
        TR
        TRL
        TRR
        """);
  }

  private void node(String name, int depth) {
    print(name);
    if (depth > 0) {
      gather(coro(() -> node(name + "L", depth - 1)), coro(() -> node(name + "R", depth - 1)))
          .await();
    }
  }

  /** One that never suspends is done when it was created, and nobody else has run. */
  @Test
  void r55cCompletesWithinItsCreation() {
    run(
        loop -> {
          task(() -> print("other"));
          loop.setEagerTasks(true);
          Task<Integer> task = createTask(this::one);
          print(task.isDone(), task.result());
          print(
              task.await(),
              gather(coroutine(this::one), coroutine(this::one)).await(),
              "no switch so far");
          yieldNow();
        });
    printed(
        """
        f
        True 1
        f
        f
        1 [1, 1] no switch so far
        other
        """);
  }

  private int one() {
    print("f");
    return 1;
  }

  /** Eagerness can be switched on and off between two tasks. */
  @Test
  void r55hSwitchedOnAndOff() {
    run(
        loop -> {
          task(() -> print("f", 1));
          loop.setEagerTasks(true);
          task(() -> print("f", 2));
          loop.setEagerTasks(false);
          task(() -> print("f", 3));
          print("main");
          yieldNow();
        });
    printed(
        """
        f 2
        main
        f 1
        f 3
        """);
  }

  /** A single task can be made eager; nothing is eager while the loop does not run. */
  @Test
  void r55iOneEagerTask() {
    run(
        loop -> {
          Task<Void> eager = loop.createEagerTask(body(() -> print("f", 1)));
          print(eager.isDone());
          Task<Void> lazy = loop.createTask(body(() -> print("f", 2)));
          print(lazy.isDone());
          lazy.await();
        });
    try (Loop loop = Loop.create()) {
      Task<Void> task = loop.createEagerTask(body(() -> print("f", 3)));
      print("loop not running: not eager", task.isDone());
      loop.runUntilComplete(task);
    }
    printed(
        """
        f 1
        True
        False
        f 2
        loop not running: not eager False
        f 3
        """);
  }

  /** A free lock, an open latch, a queue with an item and another eager task suspend nobody. */
  @Test
  void r55jWhatIsFreeDoesNotSuspend() {
    run(
        loop -> {
          loop.setEagerTasks(true);
          ReentrantLock lock = new ReentrantLock();
          CountDownLatch open = new CountDownLatch(0);
          BlockingQueue<String> queue = new LinkedBlockingQueue<>(List.of("item"));
          Task<Void> task =
              task(
                  () -> {
                    lock.lock();
                    try {
                      open.await();
                      print("still synchronous");
                      print(queue.take());
                      task(() -> print("g")).await();
                      print("even through an eager task");
                    } finally {
                      lock.unlock();
                    }
                    yieldNow();
                    print("now it suspended");
                  });
          print("main");
          task.await();
        });
    printed(
        """
        still synchronous
        item
        g
        even through an eager task
        main
        now it suspended
        """);
  }
}
