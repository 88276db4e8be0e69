package dev.heddle.specs.rules;

import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Handle;
import dev.heddle.Loop;
import dev.heddle.TimerHandle;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Callbacks that are cancelled or fail: R08, R09. */
class HandleRulesTest extends PrintingTest {
  private void again(Loop loop, int n) {
    print("again", n);
    if (n < 5) {
      loop.callSoon(() -> again(loop, n + 1));
    }
  }

  /** A cancelled callback is skipped, also if its turn has come; cancelling again does nothing. */
  @Test
  void r08aCancelledHandlesAreSkipped() {
    run(
        loop -> {
          Handle first = loop.callSoon(() -> print("never 1"));
          first.cancel();
          first.cancel();
          AtomicReference<Handle> second = new AtomicReference<>();
          loop.callSoon(
              () -> {
                print("canceller");
                second.get().cancel();
              });
          second.set(loop.callSoon(() -> print("never 2")));
          TimerHandle third = loop.callLater(seconds(0.125), () -> print("never 3"));
          TimerHandle fourth = loop.callLater(seconds(0.25), () -> print("timer"));
          third.cancel();
          sleep(0.5);
          print(
              first.isCancelled(),
              second.get().isCancelled(),
              third.isCancelled(),
              fourth.isCancelled());
          fourth.cancel();
          print(fourth.isCancelled());
        });
    printed(
        """
        canceller
        timer
        True True True False
        True
        """);
  }

  /** A timer that is due can still be cancelled by another one that is due in the same turn. */
  @Test
  void r08bDueTimerIsCancelledByAnother() {
    run(
        loop -> {
          AtomicReference<Handle> second = new AtomicReference<>();
          loop.callLater(
              seconds(0.125),
              () -> {
                print("first");
                second.get().cancel();
              });
          second.set(loop.callLater(seconds(0.125), () -> print("never")));
          sleep(0.25);
          print("end");
        });
    printed(
        """
        first
        end
        """);
  }

  /** The exception of a callback is told to the handler, and the rest of the turn runs. */
  @Test
  void r09aExceptionOfCallbackGoesToTheHandler() {
    run(
        loop -> {
          loop.setProblemHandler(
              problem -> print("handler:", repr(problem.exception()), problem.kind()));
          loop.callSoon(() -> print(1));
          loop.callSoon(
              () -> {
                throw new ValueError("x");
              });
          loop.callSoon(() -> print(2));
          yieldNow();
          print("main");
        });
    printed(
        """
        1
        handler: ValueError('x') CALLBACK
        2
        main
        """);
  }
}
