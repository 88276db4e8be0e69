package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Misuse has a defined result, says what to do, and leaves other loops unharmed. */
class BadInputTest {
  private static void refused(String message, Executable misuse) {
    IllegalStateException e = assertThrows(IllegalStateException.class, misuse);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  /** Null bodies, callbacks and names are refused by name. */
  @Test
  void nulls() {
    Loop loop = Loop.create();
    assertEquals(
        "body",
        assertThrows(NullPointerException.class, () -> loop.createTask((Callable<Object>) null))
            .getMessage());
    assertEquals(
        "callback",
        assertThrows(NullPointerException.class, () -> loop.callSoon(null)).getMessage());
    assertEquals(
        "callback",
        assertThrows(NullPointerException.class, () -> loop.callLater(Duration.ZERO, null))
            .getMessage());
    assertEquals(
        "main",
        assertThrows(NullPointerException.class, () -> Loop.run((Loop.Body<?>) null)).getMessage());
    assertEquals(
        "body",
        assertThrows(NullPointerException.class, () -> Coroutine.of((Callable<?>) null))
            .getMessage());
    assertEquals(
        "failure",
        assertThrows(NullPointerException.class, () -> loop.createFuture().setException(null))
            .getMessage());
    loop.close();
  }

  /** Options that make no sense are refused when they are given. */
  @Test
  void options() {
    IllegalArgumentException stallTimeout =
        assertThrows(
            IllegalArgumentException.class, () -> Loop.builder().stallTimeout(Duration.ZERO));
    assertEquals(
        "stallTimeout must be a positive duration, such as 30 s or PT30S, and is [PT0S].",
        stallTimeout.getMessage());
    IllegalArgumentException limit =
        assertThrows(IllegalArgumentException.class, () -> Loop.builder().traceLimit(-1));
    assertEquals(
        "traceLimit must be a number of steps, 0 or more, and is [-1].", limit.getMessage());
  }

  /** A future keeps its first outcome. */
  @Test
  void resultTwice() {
    Loop.run(
        loop -> {
          LoopFuture<Integer> future = loop.createFuture();
          refused("Result is not set", future::result);
          refused("Exception is not set", future::exception);
          future.setResult(1);
          refused("is done already", () -> future.setResult(2));
          refused("is done already", () -> future.setException(new Exception()));
          assertFalse(future.cancel());
          assertEquals(1, future.await());
        });
  }

  /** A task's outcome is its body's. */
  @Test
  void resultOfTask() {
    Loop.run(
        loop -> {
          Task<Integer> task = loop.createTask(() -> 1);
          assertThrows(UnsupportedOperationException.class, () -> task.setResult(2));
          assertThrows(
              UnsupportedOperationException.class, () -> task.setException(new Exception()));
          assertEquals(1, task.await());
        });
  }

  /** Only a task can wait: not the main program, not a callback. */
  @Test
  void awaitOutsideOfTask() {
    Loop loop = Loop.create();
    refused("await outside of a task", () -> loop.createFuture().await());
    refused("sleep outside of a task", () -> Tasks.sleep(Duration.ofSeconds(1)));
    refused("no running event loop", Loop::current);
    refused("no running event loop", () -> Tasks.createTask(() -> 1));
    loop.close();
    List<Problem> problems = new ArrayList<>();
    Loop.builder()
        .problems(problems::add)
        .run(
            running -> {
              running.callSoon(() -> running.createFuture().await());
              running.callSoon(() -> Tasks.yieldNow());
              Tasks.yieldNow();
              return null;
            });
    assertEquals(2, problems.size());
    assertNotNull(problems.get(0).exception());
    assertTrue(problems.get(0).exception().getMessage().contains("await outside of a task"));
  }

  /** A future belongs to one loop; awaiting it on another fails, as does awaiting oneself. */
  @Test
  void wrongAwaits() {
    Loop other = Loop.create();
    LoopFuture<Object> foreign = other.createFuture();
    Loop.run(
        loop -> {
          refused("of another loop", foreign::await);
          refused("awaits itself", () -> Tasks.currentTask().await());
        });
    other.close();
  }

  /** A coroutine object is good for one await. */
  @Test
  void coroutineTwice() {
    Loop.run(
        loop -> {
          Coroutine<Integer> once = Coroutine.of("once", () -> 1);
          assertEquals(1, once.await());
          refused("cannot reuse already awaited coroutine 'once'", once::await);
          Coroutine<Integer> shared = Coroutine.of("shared", () -> 2);
          Task<Integer> first = loop.createTask(shared);
          Task<Integer> second = loop.createTask(shared);
          assertEquals(2, first.await());
          refused("cannot reuse already awaited coroutine 'shared'", second::await);
        });
  }

  /** After close nothing is taken any more; closing twice is fine. */
  @Test
  void closedLoop() {
    Loop loop = Loop.create();
    loop.close();
    loop.close();
    refused("the loop is closed", () -> loop.callSoon(() -> {}));
    refused("the loop is closed", () -> loop.callLater(Duration.ZERO, () -> {}));
    refused("the loop is closed", () -> loop.createTask(() -> 1));
    refused("the loop is closed", loop::runForever);
    loop.callSoonThreadsafe(() -> {});
    Runner runner = new Runner();
    runner.close();
    runner.close();
    refused("Runner is closed", () -> runner.run(() -> 1));
  }

  /** A loop inside a loop: an error unless it was built for it. */
  @Test
  void runInsideRun() {
    Loop.run(
        loop -> {
          refused(
              "Loop.run() cannot be called from a running event loop. Await the work instead, or"
                  + " build the outer loop with Loop.builder().nested(true).",
              () -> Loop.run(inner -> null));
          refused(
              "Runner.run() cannot be called from a running event loop. Await the work instead, or"
                  + " call it outside of the loop.",
              () -> new Runner().run(() -> 1));
          refused(
              "This event loop is already running",
              () -> loop.runUntilComplete(loop.createFuture()));
          refused("This event loop is already running", loop::runForever);
          Loop other = Loop.create();
          refused(
              "while another loop is running. Await the work in that loop instead, or run this one"
                  + " outside of it.",
              () -> other.runUntilComplete(Coroutine.of(() -> 1)));
          other.close();
          refused("Cannot close a running event loop", loop::close);
        });
  }

  /** Only {@code Loop.run} runs inside a loop that was built for it. */
  @Test
  void runInsideANestedLoop() {
    Loop.builder()
        .nested(true)
        .run(
            loop -> {
              assertEquals(1, Loop.<Integer>run(inner -> 1));
              refused("call it outside of the loop.", () -> new Runner().run(() -> 1));
              Loop other = Loop.create();
              refused(
                  "run this one outside of it.",
                  () -> other.runUntilComplete(Coroutine.of(() -> 1)));
              other.close();
            });
  }

  /** A loop that runs is not for other threads, except for callSoonThreadsafe. */
  @Test
  void twoThreads() {
    List<Throwable> thrown = new ArrayList<>();
    CompletableFuture<Runnable> work = new CompletableFuture<>();
    new Thread(() -> work.join().run(), "outsider").start();
    Loop.builder()
        .outside(true)
        .run(
            loop -> {
              LoopFuture<Object> future = loop.createFuture();
              LoopFuture<Object> finished = loop.createFuture();
              List<Executable> misuses =
                  List.of(
                      () -> loop.callSoon(() -> {}),
                      () -> loop.createTask(() -> 1),
                      () -> future.setResult(1),
                      () -> future.cancel(),
                      () -> loop.runForever());
              work.complete(
                  () -> {
                    for (Executable misuse : misuses) {
                      try {
                        misuse.execute();
                      } catch (Throwable e) {
                        thrown.add(e);
                      }
                    }
                    loop.callSoonThreadsafe(() -> finished.setResult("finished"));
                  });
              finished.await();
              assertFalse(future.isDone());
              return null;
            });
    assertEquals(5, thrown.size());
    thrown
        .subList(0, 4)
        .forEach(
            e ->
                assertTrue(
                    e.getMessage().contains("was called by thread outsider")
                        && e.getMessage().contains("Use Loop.callSoonThreadsafe"),
                    e.getMessage()));
    assertTrue(thrown.get(4).getMessage().contains("already running"));
  }

  /** A loop that was stopped has no result. */
  @Test
  void stoppedEarly() {
    try (Loop loop = Loop.create()) {
      Task<Integer> task =
          loop.createTask(
              () -> {
                loop.stop();
                Tasks.yieldNow();
                return 7;
              });
      refused("Event loop stopped before Future completed", () -> loop.runUntilComplete(task));
      assertEquals(7, loop.runUntilComplete(task));
    }
  }

  private static int recurse(int levels) {
    return levels == 0 ? 0 : 1 + recurse(levels - 1);
  }

  /** A million levels of recursion: a StackOverflowError of the task alone, or the result. */
  @Test
  void recursion() {
    Object outcome =
        Loop.run(
            loop -> {
              Task<Integer> deep = loop.createTask(() -> recurse(10_000_000));
              Task<Integer> other = loop.createTask(() -> 5);
              Tasks.waitAll(List.of(deep, other));
              assertEquals(5, other.result());
              return deep.exception();
            });
    assertEquals(StackOverflowError.class, outcome.getClass());
  }

  private static Object chain(Loop loop, int length) {
    Task<Object> next = length == 0 ? null : loop.createTask(() -> chain(loop, length - 1));
    return next == null ? loop.createFuture().await() : next.await();
  }

  /** Long chains of tasks that await each other are created and cancelled without recursion. */
  @Test
  void longChainIsCancelled() {
    Loop.run(
        loop -> {
          Task<Object> first = loop.createTask(() -> chain(loop, 100_000));
          Tasks.sleep(Duration.ofSeconds(1));
          assertTrue(first.cancel());
          Tasks.waitAll(List.of(first));
          assertTrue(first.isCancelled());
        });
  }

  /** Eager tasks may nest deeply. */
  @Test
  void deepEagerNesting() {
    int depth = 50_000;
    assertEquals(
        depth,
        Loop.<Integer>run(
            loop -> {
              loop.setEagerTasks(true);
              return nest(loop, depth);
            }));
  }

  private static int nest(Loop loop, int levels) {
    return levels == 0 ? 0 : 1 + loop.createTask(() -> nest(loop, levels - 1)).await();
  }

  /** System.exit ends the run, not the JVM, after the clean-up of the other tasks. */
  @Test
  void systemExit() {
    List<String> log = new ArrayList<>();
    ExitError exit =
        assertThrows(
            ExitError.class,
            () ->
                Loop.run(
                    loop -> {
                      loop.createTask(
                          () -> {
                            try {
                              Tasks.sleep(Duration.ofSeconds(1));
                            } finally {
                              log.add("other cleaned up");
                            }
                          });
                      Task<?> bye =
                          loop.createTask(
                              () -> {
                                System.exit(3);
                              });
                      try {
                        return bye.await();
                      } catch (java.util.concurrent.CancellationException e) {
                        log.add("main is cancelled");
                        throw e;
                      }
                    }));
    assertEquals(3, exit.status());
    assertTrue(exit.getMessage().startsWith("System.exit(3) was called under the loop"));
    assertEquals(List.of("main is cancelled", "other cleaned up"), log);
  }

  /** Out of memory in a task is that task's failure; this loop and others go on. */
  @Test
  void outOfMemory() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    List<Object> results = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 2; i++) {
      boolean hungry = i == 0;
      new Thread(
              () -> {
                results.add(
                    Loop.run(
                        loop -> {
                          Task<Object> task =
                              loop.createTask(() -> hungry ? new long[Integer.MAX_VALUE] : "fed");
                          Tasks.waitAll(List.of(task));
                          Tasks.sleep(Duration.ofDays(1));
                          return task.exception() == null
                              ? task.result()
                              : task.exception().getClass();
                        }));
                both.countDown();
              })
          .start();
    }
    both.await();
    assertEquals(2, results.size());
    assertTrue(results.contains("fed"));
    assertTrue(results.contains(OutOfMemoryError.class));
  }

  /** An Error of a task arrives as the same object. */
  @Test
  void errorsArriveAsTheyAre() {
    AssertionError mine = new AssertionError("mine");
    AssertionError thrown =
        assertThrows(
            AssertionError.class,
            () ->
                Loop.run(
                    loop ->
                        loop.createTask(
                                () -> {
                                  throw mine;
                                })
                            .await()));
    assertSame(mine, thrown);
  }
}
