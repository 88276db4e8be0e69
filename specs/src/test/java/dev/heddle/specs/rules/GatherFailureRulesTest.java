package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.gatherOutcomes;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** To gather what fails: R28. */
class GatherFailureRulesTest extends PrintingTest {
  /** The first exception is that of the whole, at once; the others go on. */
  @Test
  void r28aFirstExceptionIsThatOfTheWhole() {
    run(
        loop -> {
          try {
            gather(
                    coro(() -> failAfter(0.25, "b")),
                    coro(
                        () -> {
                          sleep(0.5);
                          print("good still finishes");
                        }),
                    coro(() -> failAfter(0.125, "a")),
                    coro(() -> failAfter(0.375, "c")))
                .await();
          } catch (ValueError e) {
            print("caught", e);
          }
          sleep(1);
        });
    printed(
        """
        raising a
        caught a
        raising b
        raising c
        good still finishes
        """);
  }

  private void failAfter(double time, String name) {
    sleep(time);
    print("raising", name);
    throw new ValueError(name);
  }

  /** On request exceptions are results, and so is that a task was cancelled. */
  @Test
  void r28bExceptionsAsResults() {
    run(
        loop -> {
          Task<Void> hanging = task(() -> sleep(9));
          loop.callLater(seconds(0.125), () -> hanging.cancel());
          Callable<String> ok =
              () -> {
                sleep(0.25);
                return "ok";
              };
          Coroutine<Void> bad =
              coro(
                  () -> {
                    throw new ValueError("x");
                  });
          print(gatherOutcomes(List.of(bad, coroutine(ok), hanging)).await());
        });
    printed("[ValueError('x'), 'ok', CancelledError('')]\n");
  }

  /** Siblings of a task that failed are cancelled by the end of the run, not by gather. */
  @Test
  void r28cSiblingsAreCancelledAtTheShutdown() {
    run(
        loop -> {
          Coroutine<Void> slow =
              coro(
                  () -> {
                    try {
                      sleep(5);
                    } catch (CancellationException e) {
                      print("slow cancelled by asyncio.run, not by gather");
                      throw e;
                    }
                  });
          Coroutine<Void> bad =
              coro(
                  () -> {
                    throw new ValueError("x");
                  });
          try {
            gather(slow, bad).await();
          } catch (ValueError e) {
            print("caught");
          }
          sleep(0.125);
          print("main ends");
        });
    printed(
        """
        caught
        main ends
        slow cancelled by asyncio.run, not by gather
        """);
  }
}
