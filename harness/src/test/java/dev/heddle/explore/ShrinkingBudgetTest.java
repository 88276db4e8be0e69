package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.verdict.DeadlockError;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Shrinking and explaining have one budget, and end when they are told to. */
class ShrinkingBudgetTest {
  /** A failure that every order has takes no more runs than there are. */
  @Test
  void explainingIsBounded() {
    AtomicInteger runs = new AtomicInteger();
    Failure failure =
        Explorer.create()
            .shrinkRuns(50)
            .explore(
                loop -> {
                  runs.incrementAndGet();
                  ExplorerTest.grid(4, 5).run(loop);
                  throw new IllegalStateException("always");
                })
            .failure();
    assertTrue(runs.get() < 60, "runs " + runs);
    assertTrue(
        failure.report().contains("\nShrinking ended early: it had used up"), failure.report());
  }

  /** An interrupt of the searching thread ends shrinking, and the failure is reported. */
  @Test
  void shrinkingIsInterruptible() {
    Thread searcher = Thread.currentThread();
    AtomicInteger runs = new AtomicInteger();
    Loop.Body<Integer> program =
        loop -> {
          if (runs.incrementAndGet() == 10) {
            searcher.interrupt();
            while (searcher.isInterrupted() || searcher.getState() != Thread.State.TIMED_WAITING) {
              // It passes the interrupt on, and then waits for the search again.
            }
          }
          ExplorerTest.grid(4, 5).run(loop);
          throw new IllegalStateException("always");
        };
    Failure failure = Explorer.create().explore(program).failure();
    assertTrue(Thread.interrupted());
    assertEquals("always", failure.thrown().getMessage());
    assertTrue(failure.report().contains("Shrinking was interrupted."), failure.report());
  }

  /** Where nothing was cut, nothing is said. */
  @Test
  void nothingIsCut() {
    Failure failure = Explorer.create().explore(ExplorerTest.deposits(0, 2)).failure();
    assertFalse(failure.report().contains("Shrinking"), failure.report());
  }

  /** That the JVM has no memory left is no failure of a schedule, but says which one ran. */
  @Test
  void errorsOfTheJvm() {
    AtomicInteger runs = new AtomicInteger();
    OutOfMemoryError error =
        assertThrows(
            OutOfMemoryError.class,
            () ->
                Explorer.create()
                    .explore(
                        loop -> {
                          ExplorerTest.grid(2, 2).run(loop);
                          if (runs.incrementAndGet() == 7) {
                            throw new OutOfMemoryError("no more");
                          }
                          return "";
                        }));
    assertEquals("no more", error.getMessage());
    assertTrue(
        Arrays.toString(error.getSuppressed()).contains("It was running schedule h2."),
        Arrays.toString(error.getSuppressed()));
  }

  /** A stack that is too deep is the program's own. */
  @Test
  void deepStacks() {
    Failure failure =
        Explorer.create()
            .explore(
                loop -> {
                  throw new StackOverflowError();
                })
            .failure();
    assertEquals(StackOverflowError.class, failure.thrown().getClass());
  }

  /** A failure whose clean-up never gives way is reported as one of its schedule. */
  @Test
  void cleanUpThatDoesNotEnd() {
    Explorer explorer = Explorer.create();
    Loop.Body<String> program =
        loop -> {
          loop.createTask(
              () -> {
                try {
                  new CountDownLatch(1).await();
                } finally {
                  // An interrupt has ended the wait; the next ends this.
                  while (!Thread.currentThread().isInterrupted()) {}
                }
                return "";
              });
          ExplorerTest.grid(2, 2).run(loop);
          new CountDownLatch(1).await();
          return "";
        };
    DeadlockError failure = assertThrows(DeadlockError.class, () -> explorer.check(program));
    String report = Arrays.toString(failure.getSuppressed());
    assertTrue(
        report.contains(
            "It fails in the default order.\nIt was not shrunk, because its clean-up does not end"),
        report);
    assertTrue(report.contains("replay: Loop.builder()"), report);
  }
}
