package dev.heddle.specs.rules;

import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.timeout;

import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.Timeout;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A deadline for a block of code: R35. */
class TimeoutBlockRulesTest extends PrintingTest {
  /** A block that misses its deadline is cancelled inside, and out of time outside. */
  @Test
  void r35aCancelledInsideOutOfTimeOutside() {
    run(
        loop -> {
          AtomicReference<Timeout> timeout = new AtomicReference<>();
          try {
            timeout(
                seconds(0.125),
                cm -> {
                  timeout.set(cm);
                  try {
                    sleep(1);
                    return null;
                  } catch (CancellationException e) {
                    print("CancelledError inside");
                    throw e;
                  }
                });
          } catch (TimeoutException e) {
            print("TimeoutError outside", timeout.get().isExpired(), currentTask().cancelling());
          }
          print(timeout(seconds(0.25), cm -> afterSleep(cm)).isExpired());
          Timeout never = timeout(null, cm -> afterSleep(cm));
          print(never.when(), never.isExpired());
        });
    printed(
        """
        CancelledError inside
        TimeoutError outside True 0
        False
        None False
        """);
  }

  private static Timeout afterSleep(Timeout timeout) {
    sleep(0.125);
    return timeout;
  }

  /** Of nested deadlines each is told apart. */
  @Test
  void r35cNestedTimeouts() {
    run(
        loop -> {
          nested(0.5, 0.125);
          nested(0.125, 0.5);
          nested(0.25, 0.125);
        });
    printed(
        """
        inner handler True False
        end of outer body
        outer handler False True
        inner handler True False
        outer handler True True
        """);
  }

  private void nested(double outerTime, double innerTime) {
    AtomicReference<Timeout> outer = new AtomicReference<>();
    AtomicReference<Timeout> inner = new AtomicReference<>();
    try {
      timeout(
          seconds(outerTime),
          o -> {
            outer.set(o);
            try {
              timeout(
                  seconds(innerTime),
                  i -> {
                    inner.set(i);
                    sleep(1);
                  });
            } catch (TimeoutException e) {
              print("inner handler", inner.get().isExpired(), o.isExpired());
              sleep(0.25);
            }
            print("end of outer body");
          });
    } catch (TimeoutException e) {
      print("outer handler", inner.get().isExpired(), outer.get().isExpired());
    }
  }

  /** A block that takes no notice goes on, and is not interrupted again. */
  @Test
  void r35dBlockThatTakesNoNoticeGoesOn() {
    run(
        loop -> {
          Timeout timeout =
              timeout(
                  seconds(0.125),
                  cm -> {
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      print("swallowed");
                    }
                    sleep(0.25);
                    print("body goes on");
                    return cm;
                  });
          print(timeout.isExpired(), currentTask().cancelling());
        });
    printed(
        """
        swallowed
        body goes on
        True 0
        """);
  }

  /** Who was cancelled by somebody else is cancelled, though the deadline passes as well. */
  @Test
  void r35eCancellingFromOutsideWins() {
    run(
        loop -> {
          Task<Void> task = task(this::cleaningUnderATimeout);
          sleep(0.125);
          task.cancel();
          Tasks.waitAll(List.of(task));
          print(task.isCancelled());
        });
    printed(
        """
        cleaning 1
        timeout hits the cleanup 2
        CancelledError 1
        True
        """);
  }

  private void cleaningUnderATimeout() {
    try {
      timeout(
          seconds(0.25),
          cm -> {
            try {
              sleep(1);
            } finally {
              cleanUp();
            }
          });
    } catch (TimeoutException e) {
      print("TimeoutError");
    } catch (CancellationException e) {
      print("CancelledError", currentTask().cancelling());
      throw e;
    }
  }

  private void cleanUp() {
    print("cleaning", currentTask().cancelling());
    try {
      sleep(0.25);
    } catch (CancellationException e) {
      print("timeout hits the cleanup", currentTask().cancelling());
      throw e;
    }
  }

  /** A deadline may be moved while the block runs. */
  @Test
  void r35fDeadlineIsMoved() {
    run(
        loop -> {
          timeout(
              seconds(0.125),
              cm -> {
                cm.reschedule(seconds(0.5));
                sleep(0.25);
                print("survived the first deadline");
                cm.reschedule(null);
              });
          AtomicReference<Timeout> past = new AtomicReference<>();
          try {
            timeout(
                null,
                cm -> {
                  past.set(cm);
                  cm.reschedule(seconds(-1));
                  sleep(1);
                });
          } catch (TimeoutException e) {
            print("rescheduled into the past");
          }
          try {
            past.get().reschedule(null);
          } catch (IllegalStateException e) {
            print(e);
          }
        });
    printed(
        """
        survived the first deadline
        rescheduled into the past
        Cannot change state of expired Timeout.
        """);
  }

  /** Another exception of the block leaves it as it is. */
  @Test
  void r35gOtherExceptionAtTheDeadline() {
    run(
        loop -> {
          AtomicReference<Timeout> timeout = new AtomicReference<>();
          try {
            timeout(
                seconds(0.125),
                cm -> {
                  timeout.set(cm);
                  try {
                    sleep(1);
                    return null;
                  } catch (CancellationException e) {
                    throw new ValueError("other");
                  }
                });
          } catch (ValueError e) {
            print(repr(e), timeout.get().isExpired(), currentTask().cancelling());
          }
        });
    printed("ValueError('other') True 0\n");
  }
}
