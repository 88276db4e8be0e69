package dev.heddle.specs.rules;

import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What still happens when the main task has returned: R11. */
class EndOfRunRulesTest extends PrintingTest {
  /** Children that nobody awaits take their first step after main has returned, and no other. */
  @Test
  void r11aUnawaitedChildrenTakeTheirFirstStep() {
    run(
        loop -> {
          for (int i = 1; i <= 2; i++) {
            int n = i;
            task(
                () -> {
                  print("child", n, "starts");
                  yieldNow();
                  print("never", n);
                });
          }
          print("main returns");
        });
    printed(
        """
        main returns
        child 1 starts
        child 2 starts
        """);
  }

  /** What such a child creates is cancelled before it starts. */
  @Test
  void r11bGrandchildrenDoNotStart() {
    run(
        loop -> {
          task(
              () -> {
                print("child starts");
                Task<Void> grandchild = task(() -> print("never"));
                try {
                  grandchild.await();
                } catch (CancellationException e) {
                  print("child cancelled; grandchild cancelled:", grandchild.isCancelled());
                  throw e;
                }
              });
          print("main returns");
        });
    printed(
        """
        main returns
        child starts
        child cancelled; grandchild cancelled: True
        """);
  }

  /** A child gets exactly one step more than main leaves it time for. */
  @Test
  void r11cChildGetsOneStepMoreThanMainYields() {
    for (int i = 0; i < 3; i++) {
      int yields = i;
      run(
          loop -> {
            task(this::countUntilCancelled);
            for (int n = 0; n < yields; n++) {
              yieldNow();
            }
            print("main returns after", yields, "yields");
          });
    }
    printed(
        """
        main returns after 0 yields
        child 0
        child cancelled at 1
        child 0
        main returns after 1 yields
        child 1
        child cancelled at 2
        child 0
        child 1
        main returns after 2 yields
        child 2
        child cancelled at 3
        """);
  }

  private void countUntilCancelled() {
    int i = 0;
    try {
      while (true) {
        print("child", i++);
        yieldNow();
      }
    } catch (CancellationException e) {
      print("child cancelled at", i);
      throw e;
    }
  }

  /** The run is stopped by a callback of main; others of main's callbacks still run. */
  @Test
  void r11dLeftOverCallbacksRunDuringTheShutdown() {
    run(
        loop -> {
          loop.callSoon(
              () -> {
                print("queued before main returned");
                loop.callSoon(() -> print("left-over callback: runs while asyncio.run shuts down"));
              });
          currentTask().addDoneCallback(t -> print("main's later done-callback runs too"));
        });
    printed(
        """
        queued before main returned
        main's later done-callback runs too
        left-over callback: runs while asyncio.run shuts down
        """);
  }

  /** The shutdown takes four turns after main's last one, and three more to cancel tasks. */
  @Test
  void r11gTurnsAfterMainHasReturned() {
    print("nothing left over:", turnsAfterMain(false), "more iterations");
    print("left-over task:", turnsAfterMain(true), "more iterations");
    printed(
        """
        nothing left over: 5 more iterations
        left-over task: 8 more iterations
        """);
  }

  private int turnsAfterMain(boolean leavesTask) {
    AtomicInteger turns = new AtomicInteger();
    run(
        loop -> {
          if (leavesTask) {
            task(() -> sleep(1));
          }
          yieldNow();
          loop.callSoon(() -> countTurns(loop, turns));
        });
    return turns.get();
  }

  private void countTurns(Loop loop, AtomicInteger turns) {
    turns.incrementAndGet();
    loop.callSoon(() -> countTurns(loop, turns));
  }
}
