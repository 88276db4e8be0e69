package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Loops that may be run inside themselves, as notebooks have them: R62. */
class NestedLoopRulesTest extends PrintingTest {
  /** A run inside a task drives the same loop, and others run meanwhile. */
  @Test
  void r62aRunInsideARun() {
    run(
        Loop.builder().nested(true),
        loop -> {
          Task<Void> other =
              task(
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      print("other", i);
                      yieldNow();
                    }
                  });
          print("before");
          String value =
              Loop.run(
                  same -> {
                    print("inner 1");
                    sleep(0.125);
                    print("inner 2");
                    return "value";
                  });
          print(value);
          print("after");
          other.await();
        });
    printed(
        """
        before
        other 0
        inner 1
        other 1
        other 2
        inner 2
        value
        after
        """);
  }

  /** Tasks that are left when such a run ends are frozen, and go on in the next. */
  @Test
  void r62bLeftOversAreNotCancelled() {
    AtomicReference<Task<Void>> left = new AtomicReference<>();
    try (Loop loop = Loop.builder().nested(true).build()) {
      loop.runUntilComplete(
          coro(
              () -> {
                left.set(task(this::background));
                yieldNow();
                print("main ends");
              }));
      print("not cancelled, frozen:", left.get().isDone());
      loop.runUntilComplete(
          coro(
              () -> {
                left.get().await();
                print("continues in the next run");
              }));
    }
    printed(
        """
        bg 0
        main ends
        not cancelled, frozen: False
        bg 1
        bg 2
        continues in the next run
        """);
  }

  private void background() {
    try {
      for (int i = 0; i < 3; i++) {
        print("bg", i);
        yieldNow();
      }
    } catch (CancellationException e) {
      print("never");
      throw e;
    }
  }

  /**
   * Such a run ends with the turn in which it is done: children that nobody awaits do not start.
   */
  @Test
  void r62cUnawaitedChildrenDoNotStart() {
    try (Loop loop = Loop.builder().nested(true).build()) {
      loop.runUntilComplete(
          coro(
              () -> {
                task(() -> print("child starts"));
                print("main ends");
              }));
      print("plain asyncio.run would have printed 'child starts' before this line");
      loop.runUntilComplete(coro(() -> yieldNow()));
    }
    printed(
        """
        main ends
        plain asyncio.run would have printed 'child starts' before this line
        child starts
        """);
  }

  /** A loop that was not built for it refuses. */
  @Test
  void r62dOtherLoopsRefuse() {
    run(
        loop -> {
          Coroutine<Integer> inner = coroutine(() -> 1);
          try (inner) {
            loop.runUntilComplete(inner);
          } catch (IllegalStateException e) {
            print(start(e));
          }
        });
    printed("This event loop is already running\n");
  }
}
