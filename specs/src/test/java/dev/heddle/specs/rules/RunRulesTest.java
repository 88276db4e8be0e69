package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.Runner;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** How a loop is run, stopped, and run again: R10, R11, R12, R57. */
class RunRulesTest extends PrintingTest {
  /** To stop lets the running turn end; what it has scheduled is run by the next run. */
  @Test
  void r10aStopLetsTheTurnEnd() {
    try (Loop loop = Loop.create()) {
      loop.callSoon(
          () -> {
            print("a");
            loop.callSoon(() -> print("from a"));
          });
      loop.callSoon(loop::stop);
      loop.callSoon(() -> print("after stop, same batch"));
      loop.runForever();
      print("-- first run over");
      loop.callSoon(loop::stop);
      loop.runForever();
      print("-- second run over");
    }
    printed(
        """
        a
        after stop, same batch
        -- first run over
        from a
        -- second run over
        """);
  }

  /** A loop that was stopped before it runs does one turn, and waits for no timer. */
  @Test
  void r10bStopBeforeRunMakesOneTurn() {
    try (Loop loop = Loop.create()) {
      loop.callSoon(() -> print("ready"));
      loop.callLater(seconds(0), () -> print("due timer"));
      loop.callLater(seconds(1), () -> print("never: not due"));
      loop.stop();
      loop.runForever();
      print("one iteration only");
      loop.stop();
      loop.stop();
      loop.runForever();
      print("again");
    }
    printed(
        """
        ready
        due timer
        one iteration only
        again
        """);
  }

  /** To stop leaves tasks pending, and the next run goes on with them. */
  @Test
  void r10cStopLeavesTasksPending() {
    try (Loop loop = Loop.create()) {
      Task<Void> task =
          loop.createTask(
              body(
                  () -> {
                    for (int i = 0; i < 4; i++) {
                      print("step", i);
                      if (i == 1) {
                        loop.stop();
                      }
                      yieldNow();
                    }
                  }));
      loop.runForever();
      print("stopped", task.isDone());
      loop.runUntilComplete(task);
      print("finished", task.isDone());
    }
    printed(
        """
        step 0
        step 1
        stopped False
        step 2
        step 3
        finished True
        """);
  }

  /** A future that is done still costs one turn. */
  @Test
  void r11eFutureThatIsDoneCostsOneTurn() {
    try (Loop loop = Loop.create()) {
      LoopFuture<String> future = loop.createFuture();
      future.setResult("v");
      loop.callSoon(() -> print("one iteration is run"));
      print(loop.runUntilComplete(future));
    }
    printed(
        """
        one iteration is run
        v
        """);
  }

  /** A run that is stopped before its future is done fails, and can be gone on with. */
  @Test
  void r11fStoppedBeforeComplete() {
    try (Loop loop = Loop.create()) {
      Task<Integer> task =
          loop.createTask(
              () -> {
                loop.stop();
                yieldNow();
                print("second half");
                return 7;
              });
      try {
        loop.runUntilComplete(task);
      } catch (IllegalStateException e) {
        print(e);
      }
      print(loop.runUntilComplete(task));
    }
    printed(
        """
        Event loop stopped before Future completed.
        second half
        7
        """);
  }

  /** One loop at a time for a thread, which is not run inside itself, and not used once closed. */
  @Test
  void r12aMisuseOfLoopsFails() {
    run(
        loop -> {
          failing(() -> run(inner -> print("never")));
          failing(() -> loop.runUntilComplete(loop.createFuture()));
          Loop other = Loop.create();
          failing(() -> other.runUntilComplete(other.createFuture()));
          other.close();
          failing(loop::close);
        });
    Loop loop = Loop.create();
    loop.close();
    loop.close();
    failing(() -> loop.callSoon(() -> print("never")));
    failing(Loop::current);
    printed(
        """
        Loop.run() cannot be called from a running event loop
        This event loop is already running
        Cannot run the event loop while another loop is running
        Cannot close a running event loop
        callSoon: the loop is closed
        no running event loop
        """);
  }

  private void failing(Action action) {
    try {
      action.run();
      print("did not fail");
    } catch (Exception e) {
      print(e.getMessage().split("[.] |: c", -1)[0]);
    }
  }

  /** Between the runs of a runner its tasks are frozen; its close cancels them. */
  @Test
  void r57aRunnerFreezesTasksBetweenRuns() {
    Runner runner = new Runner();
    try (runner) {
      runner.run(
          body(
              () -> {
                createTask(body(this::background));
                yieldNow();
              }));
      print("between");
      runner.run(body(() -> yieldNow()));
      print("closing");
    }
    try {
      runner.run(body(() -> print("never")));
    } catch (IllegalStateException e) {
      print(start(e));
    }
    printed(
        """
        bg 0
        bg 1
        between
        bg 2
        bg 3
        bg 4
        closing
        bg cancelled
        Runner is closed
        """);
  }

  private void background() {
    try {
      for (int i = 0; i < 9; i++) {
        print("bg", i);
        yieldNow();
      }
    } catch (CancellationException e) {
      print("bg cancelled");
      throw e;
    }
  }

  /** A loop may be run until this is complete, and then until that is. */
  @Test
  void r57bRunUntilCompleteTwice() {
    try (Loop loop = Loop.create()) {
      Task<String> task = loop.createTask(() -> sleepAndPrint("bg"));
      Coroutine<String> quick =
          Coroutine.of(
              () -> {
                yieldNow();
                return "quick";
              });
      print(loop.runUntilComplete(quick), task.isDone());
      print(loop.runUntilComplete(Coroutine.of(() -> sleepAndPrint("fg"))), task.isDone());
    }
    printed(
        """
        quick False
        bg
        fg
        fg True
        """);
  }

  private String sleepAndPrint(String name) {
    sleep(0.125);
    print(name);
    return name;
  }
}
