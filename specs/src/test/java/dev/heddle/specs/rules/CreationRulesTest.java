package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks, coroutine objects and plain calls, and when each of them runs: R13 to R16. */
class CreationRulesTest extends PrintingTest {
  /** Tasks start in the order of creation, in whatever order they are awaited. */
  @Test
  void r13aTasksStartInTheOrderOfCreation() {
    run(
        loop -> {
          List<Task<Void>> tasks =
              IntStream.range(0, 4)
                  .mapToObj(
                      n ->
                          task(
                              () -> {
                                print("start", n);
                                yieldNow();
                                print("end", n);
                              }))
                  .toList();
          print("created");
          for (int i = tasks.size() - 1; i >= 0; i--) {
            tasks.get(i).await();
          }
          print("all");
        });
    printed(
        """
        created
        start 0
        start 1
        start 2
        start 3
        end 0
        end 1
        end 2
        end 3
        all
        """);
  }

  /** A task does not start before its creator suspends. */
  @Test
  void r13bNoTaskRunsUntilItsCreatorSuspends() {
    run(
        loop -> {
          Task<Void> task = task(() -> print("task runs"));
          for (int i = 0; i < 3; i++) {
            print("main computes", i, task.isDone());
          }
          task.await();
          print(task.isDone());
        });
    printed(
        """
        main computes 0 False
        main computes 1 False
        main computes 2 False
        task runs
        True
        """);
  }

  /** Tasks that create tasks run level by level. */
  @Test
  void r13cNestedCreationIsBreadthFirst() {
    run(loop -> node("T", 2));
    printed(
        """
        T
        TL
        TR
        TLL
        TLR
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

  /** Tasks may be created before the loop runs, and start first. */
  @Test
  void r13dTasksCreatedBeforeTheRunStartFirst() {
    try (Loop loop = Loop.create()) {
      Task<Void> first = loop.createTask(body(() -> print("task", 1)));
      Task<Void> second = loop.createTask(body(() -> print("task", 2)));
      loop.runUntilComplete(coro(() -> print("task", 3)));
      print(first.isDone(), second.isDone());
    }
    printed(
        """
        task 1
        task 2
        task 3
        True True
        """);
  }

  /** A coroutine object does nothing until it is awaited, and is awaited once. */
  @Test
  void r14aCoroutineObjectDoesNothingUntilAwaited() {
    run(
        loop -> {
          Coroutine<Integer> coroutine =
              coroutine(
                  () -> {
                    print("executed");
                    return 5;
                  });
          sleep(0.125);
          print("still not executed");
          print(coroutine.await());
          try {
            coroutine.await();
          } catch (IllegalStateException e) {
            print(e.getMessage().split(" '", -1)[0]);
          }
        });
    printed(
        """
        still not executed
        executed
        5
        cannot reuse already awaited coroutine
        """);
  }

  /** One that is never awaited is told: at the end, where CPython goes by garbage collection. */
  @Test
  void r14bCoroutineNeverAwaitedIsTold() {
    run(
        Loop.builder().problems(problem -> print(problem.kind(), problem.message())),
        loop -> {
          Coroutine.of("f", body(() -> print("never")));
          print("main");
        });
    printed(
        """
        main
        NEVER_AWAITED coroutine 'f' was never awaited
        """);
  }

  /** To await a coroutine object is a call: nobody else runs, however deep it goes. */
  @Test
  void r15aAwaitingACoroutineDoesNotYield() {
    run(
        loop -> {
          Task<Void> other = task(() -> print("other"));
          for (int i = 0; i < 3; i++) {
            inner(50).await();
          }
          print("main still first");
          other.await();
        });
    printed(
        """
        main still first
        other
        """);
  }

  private Coroutine<Integer> inner(int n) {
    return coroutine(() -> n == 0 ? n : inner(n - 1).await());
  }

  /** To await a task lets others run, to await a coroutine object does not. */
  @Test
  void r15bAwaitingATaskYields() {
    run(
        loop -> {
          task(() -> print("other"));
          coro(() -> print("f", "coroutine")).await();
          task(() -> print("f", "task")).await();
          print("main");
        });
    printed(
        """
        f coroutine
        other
        f task
        main
        """);
  }

  /** A suspension suspends all the calls that lead to it. */
  @Test
  void r15cSuspensionPassesThroughTheWholeChain() {
    run(
        loop -> {
          task(() -> print("other"));
          chain("a", coro(() -> chain("b", coro(() -> chain("c", coro(() -> yieldNow()))))));
        });
    printed(
        """
        a in
        b in
        c in
        other
        c out
        b out
        a out
        """);
  }

  private void chain(String name, Coroutine<Void> next) {
    print(name + " in");
    next.await();
    print(name + " out");
  }

  /** A step is not interrupted; what suspends between reading and writing loses updates. */
  @Test
  void r16aStepsAreAtomic() {
    run(
        loop -> {
          AtomicInteger safe = new AtomicInteger();
          gather(Collections.nCopies(10, 100).stream().map(n -> coro(() -> add(safe, n))).toList())
              .await();
          print(safe.get());
          AtomicInteger racy = new AtomicInteger();
          gather(
                  Collections.nCopies(10, 10).stream()
                      .map(n -> createTask(body(() -> addWithYields(racy, n))))
                      .toList())
              .await();
          print(racy.get());
        });
    printed(
        """
        1000
        10
        """);
  }

  private static void add(AtomicInteger value, int times) {
    for (int i = 0; i < times; i++) {
      value.set(value.get() + 1);
    }
  }

  private static void addWithYields(AtomicInteger value, int times) {
    for (int i = 0; i < times; i++) {
      int read = value.get();
      yieldNow();
      value.set(read + 1);
    }
  }
}
