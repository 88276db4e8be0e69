package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** To gather: who starts when, results, and what it costs: R26, R27, R30. */
class GatherRulesTest extends PrintingTest {
  private static <A> List<A> make(int count, IntFunction<A> one) {
    return IntStream.range(0, count).mapToObj(one).toList();
  }

  /** Coroutine objects become tasks in the call, in the order of the arguments. */
  @Test
  void r26aChildrenStartInTheOrderOfTheArguments() {
    run(
        loop -> {
          LoopFuture<List<Integer>> all = gather(make(3, n -> coroutine(() -> startAndEnd(n))));
          print("gather called");
          yieldNow();
          print("main: children ran one step");
          print(all.await());
        });
    printed(
        """
        gather called
        start 0
        start 1
        start 2
        main: children ran one step
        end 0
        end 1
        end 2
        [0, 1, 2]
        """);
  }

  private int startAndEnd(int n) {
    print("start", n);
    yieldNow();
    print("end", n);
    return n;
  }

  /** Tasks and futures are gathered as they are. */
  @Test
  void r26bTasksAndFuturesAreGatheredAsTheyAre() {
    run(
        loop -> {
          Task<String> task = createTask(() -> named("task"));
          LoopFuture<String> future = loop.createFuture();
          future.setResult("future");
          print(
              gather(coroutine(() -> named("coro1")), task, future, coroutine(() -> named("coro2")))
                  .await());
        });
    printed(
        """
        run task
        run coro1
        run coro2
        ['coro1', 'task', 'future', 'coro2']
        """);
  }

  private String named(String name) {
    print("run", name);
    return name;
  }

  /** Results come in the order of the arguments, not of completion. */
  @Test
  void r26cResultsComeInTheOrderOfTheArguments() {
    run(
        loop ->
            print(
                gather(
                        DoubleStream.of(0.375, 0.125, 0.25)
                            .mapToObj(d -> coroutine(() -> sleepAndPrint(d)))
                            .toList())
                    .await()));
    printed(
        """
        done 0.125
        done 0.25
        done 0.375
        [0.375, 0.125, 0.25]
        """);
  }

  private double sleepAndPrint(double time) {
    sleep(time);
    print("done", time);
    return time;
  }

  /** Where nothing comes between, tasks and coroutine objects are gathered alike. */
  @Test
  void r26dCreatingTasksIsRedundantBeforeGather() {
    run(
        loop -> {
          gather(make(2, n -> createTask(() -> startAndEnd(n)))).await();
          gather(make(2, n -> coroutine(() -> startAndEnd(n)))).await();
        });
    printed(
        """
        start 0
        start 1
        end 0
        end 1
        start 0
        start 1
        end 0
        end 1
        """);
  }

  /** Tasks start when their creator suspends, coroutine objects when they are gathered. */
  @Test
  void r26eCreatingTasksIsNotRedundantBeforeAnotherAwait() {
    run(
        loop -> {
          List<Task<Void>> tasks = make(2, n -> task(() -> print("run", n)));
          sleep(0.125);
          print("sleep over");
          gather(tasks).await();
          print("--");
          List<Coroutine<Void>> coroutines = make(2, n -> coro(() -> print("run", n)));
          sleep(0.125);
          print("sleep over");
          gather(coroutines).await();
        });
    printed(
        """
        run 0
        run 1
        sleep over
        --
        sleep over
        run 0
        run 1
        """);
  }

  /** To gather takes one turn more than to await; nothing, and what is done, takes none. */
  @Test
  void r27aTurnsOfGather() {
    run(
        loop -> {
          print("task", await(() -> createTask(() -> 1)));
          print("gather 1", await(() -> gather(value(1))));
          print("gather 3", await(() -> gather(value(1), value(2), value(3))));
          print("nested", await(() -> gather(List.<Awaitable<?>>of(gather(value(1)), value(2)))));
          print("empty", await(() -> gather()));
          Task<Integer> done = createTask(() -> 4);
          yieldNow();
          print("done task", await(() -> gather(done)));
          print("done + new", await(() -> gather(done, value(5))));
        });
    printed(
        """
        task (2, 1)
        gather 1 (3, [1])
        gather 3 (3, [1, 2, 3])
        nested (4, [[1], 2])
        empty (0, [])
        done task (0, [4])
        done + new (3, [4, 5])
        """);
  }

  private static Coroutine<Integer> value(int value) {
    return coroutine(() -> value);
  }

  /** What is named twice runs once, and its result is there twice. */
  @Test
  void r30aWhatIsNamedTwiceRunsOnce() {
    run(
        loop -> {
          Callable<Object> body =
              () -> {
                print("runs once");
                return new Object();
              };
          Coroutine<Object> coroutine = coroutine(body);
          List<Object> results = gather(coroutine, coroutine).await();
          print(results.get(0) == results.get(1));
          Task<Object> task = createTask(body);
          results = gather(task, task, task).await();
          print(results.size(), results.get(0) == results.get(2));
        });
    printed(
        """
        runs once
        True
        runs once
        3 True
        """);
  }
}
