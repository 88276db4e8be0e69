package dev.heddle.specs.rules;

import static dev.heddle.Tasks.allTasks;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import dev.heddle.verdict.Problem;
import org.junit.jupiter.api.Test;

/** Inherited values, garbage, and slow steps: R58, R60, R61. */
class WorldRulesTest extends PrintingTest {
  /** A task inherits values when it is created and keeps its changes; a plain call shares them. */
  @Test
  void r58aTasksInheritValues() {
    InheritableThreadLocal<String> value = new InheritableThreadLocal<>();
    run(
        loop -> {
          value.set("main");
          Task<Void> a = task(() -> see(value, "a"));
          value.set("main2");
          Task<Void> b = task(() -> see(value, "b"));
          a.await();
          b.await();
          print("main has", value.get());
          coro(() -> see(value, "direct")).await();
          print("direct await shares:", value.get());
        });
    printed(
        """
        a sees main
        b sees main2
        a keeps a
        b keeps b
        main has main2
        direct sees main2
        direct keeps direct
        direct await shares: direct
        """);
  }

  private void see(InheritableThreadLocal<String> value, String name) {
    print(name, "sees", value.get());
    value.set(name);
    yieldNow();
    print(name, "keeps", value.get());
  }

  /** A task that is ready, or sleeps, is no garbage, though nothing of the program refers to it. */
  @Test
  void r60aReadyAndSleepingTasksSurviveGarbageCollection() {
    run(
        loop -> {
          createTask(body(() -> print("hello")));
          System.gc();
          yieldNow();
          createTask(
              body(
                  () -> {
                    sleep(0.125);
                    System.gc();
                    print("napper survived");
                  }));
          yieldNow();
          System.gc();
          sleep(0.25);
        });
    printed(
        """
        hello
        napper survived
        """);
  }

  /** Nor is one that waits for what nobody will do: unlike in CPython, no task just vanishes. */
  @Test
  void r60bNoTaskVanishes() {
    run(
        loop -> {
          createTask(
              body(
                  () -> {
                    try {
                      loop.createFuture().await();
                    } finally {
                      print("finally");
                    }
                  }));
          yieldNow();
          System.gc();
          print("tasks left:", allTasks().size());
        });
    printed(
        """
        tasks left: 2
        finally
        """);
  }

  /** A task that is pending when its loop is closed is told, at once. */
  @Test
  void r60cPendingAtTheCloseIsTold() {
    try (Loop loop =
        Loop.builder().problems(problem -> print("handler:", problem.kind())).build()) {
      loop.runUntilComplete(
          coro(
              () -> {
                task(() -> sleep(1));
                yieldNow();
              }));
    }
    print("end");
    printed(
        """
        handler: LEFT_PENDING
        end
        """);
  }

  private void printSlow(Problem problem) {
    print(problem.kind(), problem.message());
  }

  /** In debug mode each step is measured by itself, and awaiting is no step. */
  @Test
  void r61aEachStepIsMeasured() {
    run(
        Loop.builder().debug(true).problems(this::printSlow),
        loop -> {
          hog("two short steps", 0.0625, 0.0625);
          hog("one long step", 0.1875);
          hog("long second step", 0.03125, 0.1875);
          task("awaiting is not slow", () -> sleep(0.25)).await();
        });
    printed(
        """
        two short steps
        SLOW_STEP Executing one long step took 0.188 seconds
        one long step
        SLOW_STEP Executing long second step took 0.188 seconds
        long second step
        """);
  }

  private void hog(String name, double... steps) {
    task(
            name,
            () -> {
              for (double step : steps) {
                block(step);
                yieldNow();
              }
            })
        .await();
    print(name);
  }

  /** The threshold is 100 ms unless set; callbacks are measured too. */
  @Test
  void r61bThresholdOfSlowSteps() {
    run(
        Loop.builder().debug(true).problems(this::printSlow),
        loop -> {
          loop.callSoon(() -> block(0.25));
          yieldNow();
          yieldNow();
          print("--");
          loop.setSlowStep(seconds(0.5));
          loop.callSoon(() -> block(0.25));
          yieldNow();
          yieldNow();
          print("nothing logged");
        });
    printed(
        """
        SLOW_STEP Executing a callback took 0.250 seconds
        --
        nothing logged
        """);
  }
}
