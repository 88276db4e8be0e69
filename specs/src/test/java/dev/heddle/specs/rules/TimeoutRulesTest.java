package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.timeout;
import static dev.heddle.Tasks.waitFor;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import dev.heddle.specs.documents.PythonPrint;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** To wait for something with a deadline: R34. */
class TimeoutRulesTest extends PrintingTest {
  private static Coroutine<String> value(double time) {
    return coroutine(
        () -> {
          sleep(time);
          return "value";
        });
  }

  /** A coroutine object runs in the calling task: nobody else runs because of it. */
  @Test
  void r34aCoroutineRunsInTheCallingTask() {
    run(
        loop -> {
          currentTask().setName("main");
          task(() -> print("other"));
          Coroutine<Integer> who =
              coroutine(
                  () -> {
                    print("runs in", currentTask().getName());
                    return 1;
                  });
          print(waitFor(who, seconds(1)));
          print("other has not run yet in 3.12+");
        });
    printed(
        """
        runs in main
        1
        other has not run yet in 3.12+
        other
        """);
  }

  /** What misses its deadline is cancelled and may clean up, in time of its own. */
  @Test
  void r34bTimeoutCancelsAndWaitsForTheCleanUp() {
    run(
        loop -> {
          try {
            waitFor(coro(this::slow), seconds(0.125));
          } catch (TimeoutException e) {
            print("TimeoutError", "cause:", PythonPrint.className(e.getCause()));
          }
          Task<Void> task = task(this::slow);
          try {
            waitFor(task, seconds(0.125));
          } catch (TimeoutException e) {
            print("TimeoutError; task cancelled:", task.isCancelled());
          }
        });
    printed(
        """
        inner cancelled
        inner cleaned up
        TimeoutError cause: CancelledError
        inner cancelled
        inner cleaned up
        TimeoutError; task cancelled: True
        """);
  }

  private void slow() {
    try {
      sleep(1);
    } catch (CancellationException e) {
      print("inner cancelled");
      sleep(0.25);
      print("inner cleaned up");
      throw e;
    }
  }

  /** A value that is returned in spite of it all is returned. */
  @Test
  void r34cValueAfterTheTimeout() {
    run(
        loop -> {
          Coroutine<String> stubborn =
              coroutine(
                  () -> {
                    try {
                      sleep(1);
                      return "never";
                    } catch (CancellationException e) {
                      return "value after timeout";
                    }
                  });
          print(waitFor(stubborn, seconds(0.125)));
          print("cancelling:", currentTask().cancelling());
        });
    printed(
        """
        value after timeout
        cancelling: 0
        """);
  }

  /** Without any time what is not done is not even started. */
  @Test
  void r34dNoTimeAtAll() {
    run(
        loop -> {
          try {
            waitFor(coro(() -> print("never starts")), seconds(0));
          } catch (TimeoutException e) {
            print("TimeoutError");
          }
          Task<String> task =
              createTask(
                  () -> {
                    sleep(0);
                    return "v";
                  });
          task.await();
          print(waitFor(task, seconds(0)), waitFor(task, seconds(-1)), waitFor(task, null));
        });
    printed(
        """
        TimeoutError
        v v v
        """);
  }

  /** To cancel who waits is no timeout. */
  @Test
  void r34eCancellingIsNoTimeout() {
    run(
        loop -> {
          Coroutine<Void> inner =
              coro(
                  () -> {
                    try {
                      sleep(5);
                    } catch (CancellationException e) {
                      print("inner cancelled");
                      throw e;
                    }
                  });
          Task<Void> task = createTask(() -> waitFor(inner, seconds(1)));
          sleep(0.125);
          task.cancel();
          try {
            task.await();
          } catch (CancellationException e) {
            print("CancelledError");
          }
        });
    printed(
        """
        inner cancelled
        CancelledError
        """);
  }

  /** At the very deadline the timeout wins, whichever timer was made first. */
  @Test
  void r34fTimeoutWinsAtTheDeadline() {
    run(
        loop -> {
          try {
            print(waitFor(value(0.25), seconds(0.25)));
          } catch (TimeoutException e) {
            print("TimeoutError");
          }
          Task<String> task = createTask(() -> value(0.25).await());
          yieldNow();
          try {
            print(waitFor(task, seconds(0.25)));
          } catch (TimeoutException e) {
            print("TimeoutError", task.isDone(), task.isCancelled());
          }
        });
    printed(
        """
        TimeoutError
        TimeoutError True True
        """);
  }

  /** A deadline of now lets the block run to its first suspension, and hits nothing after it. */
  @Test
  void r35bNoTimeRunsToTheFirstSuspension() {
    run(
        loop -> {
          for (Duration time : new Duration[] {seconds(0), seconds(-1)}) {
            try {
              timeout(
                  time,
                  cm -> {
                    print("body starts");
                    yieldNow();
                    print("one sleep(0) is already too much");
                  });
            } catch (TimeoutException e) {
              print("TimeoutError");
            }
          }
          print(
              timeout(
                      seconds(0),
                      cm -> {
                        print("body without suspension: no timeout");
                        return cm;
                      })
                  .isExpired());
          yieldNow();
          print("and the cancelled call_soon does not hit later code");
        });
    printed(
        """
        body starts
        TimeoutError
        body starts
        TimeoutError
        body without suspension: no timeout
        False
        and the cancelled call_soon does not hit later code
        """);
  }
}
