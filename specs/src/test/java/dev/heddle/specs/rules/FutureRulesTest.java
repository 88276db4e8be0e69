package dev.heddle.specs.rules;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.currentTask;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.InvalidStateException;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Futures, their callbacks and who waits for them: R20, R21, R64. */
class FutureRulesTest extends PrintingTest {
  /** To complete a future runs nothing: who waits is queued, behind what is ready. */
  @Test
  void r20aWaiterIsQueuedWhenTheResultIsSet() {
    run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          Task<Void> waiter = task(() -> print("got", future.await()));
          yieldNow();
          loop.callSoon(() -> print("queued before set_result"));
          future.setResult(1);
          loop.callSoon(() -> print("queued after set_result"));
          print("setter goes on");
          waiter.await();
        });
    printed(
        """
        setter goes on
        queued before set_result
        got 1
        queued after set_result
        """);
  }

  /** A pending future has no result, and a done one keeps its own. */
  @Test
  void r20bFutureIsCompletedOnce() {
    run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          for (Action look : List.<Action>of(future::result, future::exception)) {
            print(invalidState(look));
          }
          future.setResult(1);
          invalidState(() -> future.setResult(2));
          invalidState(() -> future.setException(new ValueError("x")));
          print(future.cancel(), future.result(), future.exception());
        });
    printed(
        """
        Result is not set
        Exception is not set
        False 1 None
        """);
  }

  private static String invalidState(Action action) throws Exception {
    try {
      action.run();
      throw new AssertionError("did not fail");
    } catch (InvalidStateException e) {
      return start(e);
    }
  }

  /** Tasks that await the same task, and its callbacks, go in the order in which they came. */
  @Test
  void r21aWaitersGoOnInTheOrderInWhichTheyBeganToWait() {
    run(
        loop -> {
          Task<String> source =
              createTask(
                  () -> {
                    sleep(0.125);
                    return "v";
                  });
          List<Task<Void>> waiters =
              Stream.of("a", "b", "c")
                  .map(n -> task(() -> print(n, "got", source.await())))
                  .toList();
          yieldNow();
          source.addDoneCallback(t -> print("callback added after a, b, c began to wait"));
          gather(waiters).await();
        });
    printed(
        """
        a got v
        b got v
        c got v
        callback added after a, b, c began to wait
        """);
  }

  /** Callbacks that were added before the await run before it ends; those of a done task, later. */
  @Test
  void r21bCallbacksAddedBeforeTheAwaitRunFirst() {
    run(
        loop -> {
          Task<Void> task = task(() -> print("src"));
          task.addDoneCallback(t -> print("cb1"));
          task.addDoneCallback(t -> print("cb2"));
          task.await();
          print("awaiter registered last");
          task.addDoneCallback(t -> print("cb on a done task: call_soon"));
          print("still main");
          yieldNow();
        });
    printed(
        """
        src
        cb1
        cb2
        awaiter registered last
        still main
        cb on a done task: call_soon
        """);
  }

  /** All registrations of a callback are removed at once, unless they are queued already. */
  @Test
  void r21cCallbacksAreRemovedUntilTheyAreQueued() {
    run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          Consumer<LoopFuture<?>> callback = f -> print("cb");
          future.addDoneCallback(callback);
          future.addDoneCallback(callback);
          future.addDoneCallback(f -> print("other"));
          print(future.removeDoneCallback(callback), future.removeDoneCallback(callback));
          future.addDoneCallback(callback);
          future.setResult(1);
          print(future.removeDoneCallback(callback), "too late: already queued");
          yieldNow();
        });
    printed(
        """
        2 0
        0 too late: already queued
        other
        cb
        """);
  }

  /** A cancelled future cancels the awaits of all who wait for it, without asking the tasks to. */
  @Test
  void r64bCancelledFutureCancelsItsWaiters() {
    run(
        loop -> {
          LoopFuture<Void> future = loop.createFuture();
          List<Task<Void>> waiters =
              IntStream.range(0, 2)
                  .mapToObj(
                      n ->
                          task(
                              () -> {
                                try {
                                  future.await();
                                } catch (CancellationException e) {
                                  print(n, "CancelledError", currentTask().cancelling());
                                  throw e;
                                }
                              }))
                  .toList();
          yieldNow();
          future.cancel();
          Tasks.waitAll(waiters);
          print(waiters.stream().map(Task::isCancelled).toList());
        });
    printed(
        """
        0 CancelledError 0
        1 CancelledError 0
        [True, True]
        """);
  }

  /** To cancel one task that awaits a future cancels the future, and so all others that do. */
  @Test
  void r64cCancellingOneWaiterCancelsTheFuture() {
    run(
        loop -> {
          LoopFuture<Void> future = loop.createFuture();
          List<Task<Void>> waiters =
              IntStream.range(0, 2)
                  .mapToObj(
                      n ->
                          task(
                              () -> {
                                try {
                                  print(n, "got", future.await());
                                } catch (CancellationException e) {
                                  print(n, "CancelledError");
                                  throw e;
                                }
                              }))
                  .toList();
          yieldNow();
          waiters.get(0).cancel();
          print("the shared future is cancelled at once:", future.isCancelled());
          Tasks.waitAll(waiters);
        });
    printed(
        """
        the shared future is cancelled at once: True
        0 CancelledError
        1 CancelledError
        """);
  }
}
