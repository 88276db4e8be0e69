package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a request to cancel: R42, R43, R44. */
class CancelReactionRulesTest extends PrintingTest {
  /** A task that takes no notice is not cancelled, and was asked all the same. */
  @Test
  void r42aTaskThatTakesNoNotice() {
    run(
        loop -> {
          Task<String> task =
              createTask(
                  () -> {
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      print("no thanks");
                    }
                    sleep(0.125);
                    return "finished";
                  });
          yieldNow();
          task.cancel();
          print(task.await(), task.isCancelled(), task.cancelling());
        });
    printed(
        """
        no thanks
        finished False 1
        """);
  }

  /** A task that throws something else instead has failed. */
  @Test
  void r42bTaskThatThrowsSomethingElse() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      throw new ValueError("instead");
                    }
                  });
          yieldNow();
          task.cancel();
          try {
            task.await();
          } catch (ValueError e) {
            print(repr(e), task.isCancelled());
          }
        });
    printed("ValueError('instead') False\n");
  }

  /** A task that throws the exception without being asked is cancelled. */
  @Test
  void r42cThrowingTheExceptionCancelsTheTask() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    throw new CancellationException("manual");
                  });
          try {
            task.await();
          } catch (CancellationException e) {
            print("CancelledError", args(e), task.isCancelled(), task.cancelling());
          }
        });
    printed("CancelledError ('manual',) True 0\n");
  }

  /** Requests are counted, and can be taken back down to none. */
  @Test
  void r43aRequestsAreCounted() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      // the request is taken back below
                    }
                    Task<?> me = currentTask();
                    print(
                        me.cancelling(),
                        me.uncancel(),
                        me.uncancel(),
                        me.uncancel(),
                        me.cancelling());
                  });
          yieldNow();
          task.cancel();
          task.cancel();
          task.await();
        });
    printed("2 1 0 0 0\n");
  }

  /** A request that is taken back before its delivery is not delivered. */
  @Test
  void r43bRequestTakenBackBeforeDelivery() {
    run(
        loop -> {
          currentTask().cancel();
          currentTask().uncancel();
          try {
            yieldNow();
            print("not cancelled (3.13)");
          } catch (CancellationException e) {
            print("cancelled (3.12)");
          }
        });
    printed("not cancelled (3.13)\n");
  }

  /** A task hands its exception with the message out once, a future gives the message to all. */
  @Test
  void r44aMessageOfARequest() {
    run(
        loop -> {
          Task<Void> task =
              task(
                  () -> {
                    try {
                      sleep(1);
                    } catch (CancellationException e) {
                      print("in f:", args(e));
                      throw e;
                    }
                  });
          List<Task<Void>> waiters =
              IntStream.rangeClosed(1, 2)
                  .mapToObj(n -> task(() -> printMessage("waiter " + n, task)))
                  .toList();
          yieldNow();
          task.cancel("msg");
          gather(waiters).await();
          LoopFuture<Void> future = loop.createFuture();
          future.cancel("fmsg");
          printMessage("future:", future);
          printMessage("future:", future);
        });
    printed(
        """
        in f: ('msg',)
        waiter 1 ('msg',)
        waiter 2 ()
        future: ('fmsg',)
        future: ('fmsg',)
        """);
  }

  private void printMessage(String name, LoopFuture<?> awaited) {
    try {
      awaited.await();
    } catch (CancellationException e) {
      print(name, args(e));
    }
  }

  /** Of two messages before the first step the last counts. */
  @Test
  void r44bLastMessageBeforeTheStart() {
    run(
        loop -> {
          Task<Void> task = task(() -> print("never"));
          task.cancel("first");
          task.cancel("second");
          try {
            task.await();
          } catch (CancellationException e) {
            print(args(e), task.cancelling());
          }
        });
    printed("('second',) 2\n");
  }
}
