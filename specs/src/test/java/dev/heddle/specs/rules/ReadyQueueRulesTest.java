package dev.heddle.specs.rules;

import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Loop;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is ready runs first in, first out, in batches: R01, R02, R68, R69. */
class ReadyQueueRulesTest extends PrintingTest {
  /** Callbacks run in the order in which they were scheduled. */
  @Test
  void r01aCallSoonIsFirstInFirstOut() {
    run(
        loop -> {
          for (int i = 0; i < 5; i++) {
            int n = i;
            loop.callSoon(() -> print("cb", n));
          }
          print("main continues");
          yieldNow();
          print("main resumed");
        });
    printed(
        """
        main continues
        cb 0
        cb 1
        cb 2
        cb 3
        cb 4
        main resumed
        """);
  }

  /** The first steps of tasks and callbacks go through the same queue. */
  @Test
  void r01bTasksAndCallbacksShareOneQueue() {
    run(
        loop -> {
          loop.callSoon(() -> print("cb 1"));
          task(() -> print("task", 2));
          loop.callSoon(() -> print("cb 3"));
          task(() -> print("task", 4));
          yieldNow();
          print("main 5");
        });
    printed(
        """
        cb 1
        task 2
        cb 3
        task 4
        main 5
        """);
  }

  /** A turn runs what was ready when it began, and nothing that is scheduled meanwhile. */
  @Test
  void r02aTurnRunsWhatWasReadyWhenItBegan() {
    run(
        loop -> {
          loop.callSoon(() -> printAndSchedule(loop, "a"));
          loop.callSoon(() -> printAndSchedule(loop, "b"));
          loop.callSoon(() -> print("c"));
          yieldNow();
          print("main 1");
          yieldNow();
          print("main 2");
        });
    printed(
        """
        a
        b
        c
        main 1
        from a
        from b
        main 2
        """);
  }

  private void printAndSchedule(Loop loop, String name) {
    print(name);
    loop.callSoon(() -> print("from " + name));
  }

  /** A callback that schedules itself again starves nobody. */
  @Test
  void r02bCallbackThatSchedulesItselfDoesNotStarveOthers() {
    run(
        loop -> {
          loop.callSoon(() -> again(loop, 1));
          for (int i = 0; i < 3; i++) {
            yieldNow();
            print("main", i);
          }
          yieldNow();
          yieldNow();
        });
    printed(
        """
        again 1
        main 0
        again 2
        main 1
        again 3
        main 2
        again 4
        again 5
        """);
  }

  private void again(Loop loop, int n) {
    print("again", n);
    if (n < 5) {
      loop.callSoon(() -> again(loop, n + 1));
    }
  }

  /** A due timer is picked up in the next turn, even if something is always ready. */
  @Test
  void r02cBusyQueueDoesNotHoldUpTimers() {
    run(
        loop -> {
          AtomicBoolean fired = new AtomicBoolean();
          loop.callLater(
              seconds(0.125),
              () -> {
                fired.set(true);
                print("timer");
              });
          for (int i = 0; i < 4; i++) {
            block(0.0625);
            print("step", i, fired.get());
            yieldNow();
          }
        });
    printed(
        """
        step 0 False
        step 1 False
        step 2 False
        timer
        step 3 True
        """);
  }

  /** A task that never suspends runs to its end before anybody else. */
  @Test
  void r68cTaskThatNeverSuspendsRunsThrough() {
    run(
        loop ->
            gather(
                    coro(this::polite),
                    coro(
                        () -> {
                          for (int i = 0; i < 3; i++) {
                            print("busy", i);
                          }
                        }),
                    coro(this::polite))
                .await());
    printed(
        """
        polite 0
        busy 0
        busy 1
        busy 2
        polite 0
        polite 1
        polite 1
        polite 2
        polite 2
        """);
  }

  private void polite() {
    for (int i = 0; i < 3; i++) {
      print("polite", i);
      yieldNow();
    }
  }

  /** What tasks schedule and the tasks themselves interleave in the order of scheduling. */
  @Test
  void r69aCallbacksOfTasksInterleaveWithTasks() {
    run(
        loop -> {
          AtomicInteger number = new AtomicInteger();
          for (int i = 0; i < 2; i++) {
            task(
                () -> {
                  int n = number.incrementAndGet();
                  loop.callSoon(() -> print("soon by", n));
                  print("task", n);
                  yieldNow();
                  print("task again", n);
                });
          }
          yieldNow();
          print("main 1");
          yieldNow();
          print("main 2");
        });
    printed(
        """
        task 1
        task 2
        main 1
        soon by 1
        task again 1
        soon by 2
        task again 2
        main 2
        """);
  }

  /** A timer of zero joins the next turn after all that is ready. */
  @Test
  void r69bZeroTimersOfTasksComeAfterWhatIsReady() {
    run(
        loop -> {
          AtomicInteger number = new AtomicInteger();
          for (int i = 0; i < 2; i++) {
            task(
                () -> {
                  int n = number.incrementAndGet();
                  loop.callLater(seconds(0), () -> print("timer0 by", n));
                  loop.callSoon(() -> print("soon by", n));
                  yieldNow();
                  print("task again", n);
                });
          }
          for (int i = 0; i < 4; i++) {
            yieldNow();
            print("main", i);
          }
        });
    printed(
        """
        main 0
        soon by 1
        task again 1
        soon by 2
        task again 2
        main 1
        timer0 by 1
        timer0 by 2
        main 2
        main 3
        """);
  }
}
